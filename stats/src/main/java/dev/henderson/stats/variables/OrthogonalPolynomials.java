package dev.henderson.stats.variables;

/**
 * Polynomials orthonormal over a set of points, as R's {@code poly}: p_0 = 1, p_{k+1}(x) = (x -
 * alpha_k) p_k(x) - (norm_k / norm_{k-1}) p_{k-1}(x), each divided by the root of its norm. The
 * constants are remembered, so that new points get the same polynomials.
 */
final class OrthogonalPolynomials {
  private final double[] alpha;
  private final double[] norm;

  private OrthogonalPolynomials(double[] alpha, double[] norm) {
    this.alpha = alpha;
    this.norm = norm;
  }

  /** The polynomials up to a degree over the points that are not missing. */
  static OrthogonalPolynomials over(double[] x, int degree) {
    double[] alpha = new double[degree];
    double[] norm = new double[degree + 1];
    double[] before = new double[x.length];
    double[] p = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      p[i] = Double.isNaN(x[i]) ? 0 : 1;
    }
    for (int k = 0; k <= degree; k++) {
      double sum = 0;
      double weighted = 0;
      for (int i = 0; i < x.length; i++) {
        if (!Double.isNaN(x[i])) {
          double square = p[i] * p[i];
          sum += square;
          weighted += x[i] * square;
        }
      }
      norm[k] = sum;
      if (k == degree) {
        break;
      }
      alpha[k] = weighted / sum;
      double ratio = k == 0 ? 0 : norm[k] / norm[k - 1];
      for (int i = 0; i < x.length; i++) {
        if (!Double.isNaN(x[i])) {
          double next = (x[i] - alpha[k]) * p[i] - ratio * before[i];
          before[i] = p[i];
          p[i] = next;
        }
      }
    }
    return new OrthogonalPolynomials(alpha, norm);
  }

  int degree() {
    return alpha.length;
  }

  /** The polynomials of degree 1 and up at points, one array per degree. */
  double[][] at(double[] x) {
    double[][] out = new double[degree()][x.length];
    for (int i = 0; i < x.length; i++) {
      double before = 0;
      double p = 1;
      for (int k = 0; k < degree(); k++) {
        double ratio = k == 0 ? 0 : norm[k] / norm[k - 1];
        double next = (x[i] - alpha[k]) * p - ratio * before;
        before = p;
        p = next;
        out[k][i] = p / Math.sqrt(norm[k + 1]);
      }
    }
    return out;
  }
}
