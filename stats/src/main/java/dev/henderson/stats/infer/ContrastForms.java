package dev.henderson.stats.infer;

import dev.henderson.stats.linalg.SymmetricEigen;
import dev.henderson.stats.model.Coefficients;

/**
 * Small sums over contrasts of coefficients; entries where a contrast is zero are not looked at.
 */
final class ContrastForms {
  /** A matrix by its entries. */
  interface Matrix {
    double at(int a, int b);
  }

  private ContrastForms() {}

  /** {@code x'Vy}. */
  static double form(double[] x, Matrix v, double[] y) {
    double s = 0;
    for (int a = 0; a < x.length; a++) {
      if (x[a] != 0) {
        for (int b = 0; b < y.length; b++) {
          if (y[b] != 0) {
            s += x[a] * v.at(a, b) * y[b];
          }
        }
      }
    }
    return s;
  }

  /** {@code l'beta}. */
  static double estimate(double[] l, Coefficients beta) {
    double s = 0;
    for (int a = 0; a < l.length; a++) {
      if (l[a] != 0) {
        s += l[a] * beta.estimate(a);
      }
    }
    return s;
  }

  /** {@code LVL'}, q × q by rows. */
  static double[] covariance(double[][] l, Matrix v) {
    int q = l.length;
    double[] out = new double[q * q];
    for (int i = 0; i < q; i++) {
      for (int j = 0; j <= i; j++) {
        double s = form(l[i], v, l[j]);
        out[i * q + j] = s;
        out[j * q + i] = s;
      }
    }
    return out;
  }

  /** The inverse of a positive definite matrix, q × q. */
  static double[] inverse(double[] matrix, int q) {
    return SymmetricEigen.ofScaled(matrix, q, (x, largest) -> x > 1e-14 ? 1 / x : 0);
  }

  /** {@code (Lb)'(LVL')^-1(Lb)}. */
  static double wald(double[][] l, Coefficients beta, Matrix v) {
    int q = l.length;
    double[] inverse = inverse(covariance(l, v), q);
    double s = 0;
    for (int i = 0; i < q; i++) {
      for (int j = 0; j < q; j++) {
        s += estimate(l[i], beta) * inverse[i * q + j] * estimate(l[j], beta);
      }
    }
    return s;
  }
}
