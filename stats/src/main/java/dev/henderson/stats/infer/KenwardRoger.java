package dev.henderson.stats.infer;

import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.linalg.SymmetricEigen;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRestrictedLikelihood;
import dev.henderson.stats.model.HasVarianceParameters;

/**
 * Kenward and Roger's small-sample tests of fixed effects [Kenward 1997]: their covariance matrix
 * enlarged for what is not known of the variances, and a scaled F statistic with approximate
 * denominator degrees of freedom. The figures are those of pbkrtest [Halekoh 2014], from q × q work
 * instead of n × n.
 */
public final class KenwardRoger {
  /** Directions of the information below this part of the largest count as unknown to the data. */
  private static final double FLAT = 1e-10;

  private final Coefficients beta;
  private final int p;
  private final int m;

  /** Covariance matrix of the covariance parameters. */
  private final double[] w;

  /** Phi P_r Phi for each parameter, over sigma² as Phi is not. */
  private final double[][] slopes;

  private final double[] adjusted;

  private KenwardRoger(Coefficients beta, HasVarianceParameters.Information info) {
    this.beta = beta;
    p = beta.size();
    m = info.size();
    w = covariance(info);
    slopes = new double[m][p * p];
    adjusted = new double[p * p];
    for (int a = 0; a < p; a++) {
      for (int b = 0; b < p; b++) {
        double v = 0;
        for (int r = 0; r < m; r++) {
          slopes[r][a * p + b] = info.slope(r, a, b);
          for (int s = 0; s < m; s++) {
            v += w[r * m + s] * (info.bend(r, s, a, b) + info.bend(r, s, b, a)) / 2;
          }
        }
        adjusted[a * p + b] = beta.vcov(a, b) + 2 * v;
      }
    }
  }

  /**
   * Prepares the tests of a fit.
   *
   * @throws InferenceException if it was fitted by maximum likelihood: the method is about REML; or
   *     if it has no variance parameters
   */
  public static KenwardRoger of(Fit fit) {
    if (!(fit instanceof HasVarianceParameters estimated)) {
      throw new InferenceException(
          "Kenward-Roger's method is for fits with several estimated variances, as mixed models"
              + " have. Leave ddf out.");
    }
    if (fit instanceof HasRestrictedLikelihood f && !f.reml()) {
      throw new InferenceException(
          "Kenward-Roger's method is for fits by REML, and this one is by maximum likelihood. Fit"
              + " again without REML = FALSE, or use ddf = satterthwaite.");
    }
    return new KenwardRoger(fit.coefficients(), estimated.covarianceInformation());
  }

  /** Twice the inverse of the information; of its part that is known, where some is not. */
  private static double[] covariance(HasVarianceParameters.Information info) {
    int m = info.size();
    double[] h = new double[m * m];
    for (int i = 0; i < m * m; i++) {
      h[i] = info.information(i / m, i % m);
    }
    return SymmetricEigen.ofScaled(h, m, (v, largest) -> Math.abs(v) > FLAT * largest ? 2 / v : 0);
  }

  /** Entry of the adjusted covariance matrix; NaN if aliased. */
  public double vcov(int a, int b) {
    return adjusted[a * p + b];
  }

  /** The fixed effects with their adjusted covariance matrix. */
  public Coefficients adjusted() {
    return new Coefficients(beta.names(), beta.estimates(), adjusted);
  }

  /**
   * Denominator degrees of freedom of one contrast.
   *
   * @param contrast p values, zero for aliased coefficients
   */
  public double df(double[] contrast) {
    return moments(new double[][] {contrast}).df;
  }

  /**
   * The F test that all contrasts are zero.
   *
   * @param contrasts rows of p values, linearly independent
   */
  public FTest test(double[][] contrasts) {
    int q = contrasts.length;
    Moments moments = moments(contrasts);
    double wald = ContrastForms.wald(contrasts, beta, this::vcov);
    return FTest.of(wald / q, moments.scaling, q, moments.df);
  }

  private record Moments(double df, double scaling) {}

  /** Degrees of freedom and scale from the first two moments of the Wald statistic. */
  private Moments moments(double[][] l) {
    int q = l.length;
    double[] inverse = ContrastForms.inverse(ContrastForms.covariance(l, beta::vcov), q);
    double[][] u = new double[m][];
    for (int r = 0; r < m; r++) {
      double[] slope = slopes[r];
      double[] own = ContrastForms.covariance(l, (a, b) -> slope[a * p + b]);
      u[r] = SmallMatrices.product(inverse, own, q);
    }
    double a1 = 0;
    double a2 = 0;
    for (int r = 0; r < m; r++) {
      for (int s = 0; s < m; s++) {
        double traceR = 0;
        double traceS = 0;
        double both = 0;
        for (int i = 0; i < q; i++) {
          traceR += u[r][i * q + i];
          traceS += u[s][i * q + i];
          for (int j = 0; j < q; j++) {
            both += u[r][i * q + j] * u[s][j * q + i];
          }
        }
        a1 += w[r * m + s] * traceR * traceS;
        a2 += w[r * m + s] * both;
      }
    }
    return match(a1, a2, q);
  }

  /** The F distribution whose mean and variance are those of the statistic, to second order. */
  private static Moments match(double a1, double a2, int q) {
    double b = (a1 + 6 * a2) / (2 * q);
    double g = ((q + 1) * a1 - (q + 4) * a2) / ((q + 2) * a2);
    double d = 3 * q + 2 * (1 - g);
    double v0 = 1 + g / d * b;
    double v1 = 1 - (q - g) / d * b;
    double v2 = 1 - (q + 2 - g) / d * b;
    if (Math.abs(v0) < 1e-10) {
      v0 = 0;
    }
    double e = 1 - a2 / q;
    // Both vanish together in balanced designs, where their ratio is one.
    double ratio = Math.abs(e) < 1e-14 && Math.abs(v1) < 1e-14 ? 1 : e / v1;
    double rho = ratio * ratio * v0 / v2 / q;
    double df = 4 + (q + 2) / (q * rho - 1);
    double scaling = Math.abs(df - 2) < 0.01 ? 1 : df * e / (df - 2);
    return new Moments(df, scaling);
  }
}
