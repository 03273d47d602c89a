package dev.henderson.stats.mixed;

import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.factor.RelativeCovariance;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.linalg.SymmetricEigen;
import dev.henderson.stats.model.HasVarianceParameters;
import dev.henderson.stats.products.CrossProducts;
import org.apiguardian.api.API;

/**
 * The variance parameters psi = (theta, log sigma) of a fit, m of them: the Hessian of the
 * criterion in psi, and the derivatives of the covariance matrix of the fixed effects.
 *
 * <p>The Hessian comes from central differences of the analytic gradient at fixed sigma; the
 * derivatives are exact, {@code dvcov/dtheta_k = sigma² C' (sum_j E_j' S_k E_j) C} with {@code E =
 * Z'V^-1X}, {@code S_k = dlambda_k lambda' + lambda dlambda_k'} and C the inverse of X'V^-1X. At a
 * zero variance the criterion is even in theta: the derivatives vanish there, and the parameter has
 * no part in the degrees of freedom, as if it were known.
 */
@API(status = API.Status.MAINTAINED)
public final class VarianceParameters implements HasVarianceParameters.Curvature {
  private static final double STEP = 1e-4;
  private static final double FLAT = 1e-9;

  private final int size;
  private final int p;
  private final double[] hessian;
  private final double[] jacobian;

  private VarianceParameters(int size, int p, double[] hessian, double[] jacobian) {
    this.size = size;
    this.p = p;
    this.hessian = hessian;
    this.jacobian = jacobian;
  }

  static VarianceParameters of(FittedCriterion at) {
    ProfiledDeviance f = at.withDerivatives();
    double[] theta = at.theta();
    int m = theta.length + 1;
    int p = f.crossProducts().columns().columns();
    double s2 = f.r2() / f.nu();
    double[] root = f.problem().coefficientRoot();
    double[] jacobian = new double[m * p * p];
    for (int k = 0; k < theta.length; k++) {
      congruence(root, derivative(f, k), p, s2, jacobian, k * p * p);
    }
    int rank = f.crossProducts().rank();
    congruence(root, SmallMatrices.identity(rank), p, 2 * s2, jacobian, theta.length * p * p);
    return new VarianceParameters(m, p, hessian(f, theta, s2), jacobian);
  }

  private static double[] hessian(ProfiledDeviance f, double[] theta, double s2) {
    int n = theta.length;
    int m = n + 1;
    double[] h = new double[m * m];
    double[] up = new double[n];
    double[] down = new double[n];
    int y = f.crossProducts().rank();
    for (int j = 0; j < n; j++) {
      double keep = theta[j];
      double step = STEP * Math.max(1, Math.abs(keep));
      theta[j] = keep + step;
      f.evaluateParts(theta, f.reml() ? 0 : y);
      double r2Up = f.r2();
      f.gradient(r2Up / s2, up);
      theta[j] = keep - step;
      f.evaluateParts(theta, f.reml() ? 0 : y);
      double r2Down = f.r2();
      f.gradient(r2Down / s2, down);
      theta[j] = keep;
      for (int i = 0; i < n; i++) {
        double d = (up[i] - down[i]) / (2 * step);
        h[i * m + j] += d / 2;
        h[j * m + i] += d / 2;
      }
      double cross = -2 * (r2Up - r2Down) / (2 * step) / s2;
      h[j * m + n] = cross;
      h[n * m + j] = cross;
    }
    h[n * m + n] = 4 * f.nu();
    return h;
  }

  /** The derivative in theta_k of the inverse of X'V^-1X, of columns X Lxx^-T: rank × rank. */
  private static double[] derivative(ProfiledDeviance f, int k) {
    CrossProducts a = f.crossProducts();
    int rank = a.rank();
    int g = f.problem().lambda().groupingOf(k);
    RelativeCovariance c = f.lambda().get(g);
    int effects = c.grouping().effects();
    int row = c.row(k - c.offset());
    int column = c.column(k - c.offset());
    double[] sum = new double[rank * rank];
    double[] e = new double[rank];
    double[] u = new double[rank];
    for (int at = a.offset(g); at < a.offset(g + 1); at += effects) {
      // S = e_row (lambda e_column)' + its transpose; lambda' E = u, so E'SE needs two rows only.
      for (int j = 0; j < rank; j++) {
        u[j] = f.problem().mode(at + column, j);
        e[j] = 0;
        for (int t = 0; t < effects; t++) {
          e[j] += c.inverse(t, row) * f.problem().mode(at + t, j);
        }
      }
      for (int i = 0; i < rank; i++) {
        for (int j = 0; j < rank; j++) {
          sum[i * rank + j] += e[i] * u[j] + u[i] * e[j];
        }
      }
    }
    return sum;
  }

  /** Writes {@code scale T B T'}, p × p, T p × rank and B rank × rank. */
  static void congruence(double[] t, double[] b, int p, double scale, double[] into, int at) {
    int rank = t.length / Math.max(1, p);
    double[] ts = new double[p * rank];
    for (int i = 0; i < p; i++) {
      for (int s = 0; s < rank; s++) {
        double v = scale * t[i * rank + s];
        for (int j = 0; v != 0 && j < rank; j++) {
          ts[i * rank + j] += v * b[s * rank + j];
        }
      }
    }
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        double v = 0;
        for (int s = 0; s < rank; s++) {
          v += ts[i * rank + s] * t[j * rank + s];
        }
        into[at + i * p + j] = v;
      }
    }
  }

  /** The number of parameters, m: theta and log sigma. */
  @Override
  public int size() {
    return size;
  }

  /** The number of fixed effects, p; derivatives in aliased ones are zero. */
  public int coefficients() {
    return p;
  }

  /** Second derivative of the criterion (−2 log-likelihood) in parameters i and j. */
  public double hessian(int i, int j) {
    return hessian[i * size + j];
  }

  /** Derivative of vcov[a, b] of the fixed effects in parameter i. */
  @Override
  public double derivative(int i, int a, int b) {
    return jacobian[(i * p + a) * p + b];
  }

  /**
   * The covariance matrix of psi, m × m by rows: twice the inverse Hessian. Directions in which the
   * criterion is flat (or falls, where a search stopped early) say nothing about a variance and are
   * left out, as lmerTest does.
   */
  @Override
  public double[] covariance() {
    return SymmetricEigen.ofScaled(hessian, size, (v, largest) -> v > FLAT ? 2 / v : 0);
  }
}
