package dev.henderson.stats.infer;

import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.mixed.VarianceParameters;
import dev.henderson.stats.model.Coefficients;

/**
 * Satterthwaite's degrees of freedom of linear functions of the fixed effects [Kuznetsova 2017]:
 * {@code 2 v² / (g'A g)} with {@code v = l'Cl} the variance of the contrast, g its gradient in the
 * variance parameters and A their covariance matrix, twice the inverse Hessian of the criterion.
 *
 * <p>Directions in which the criterion is flat (or falls, where a search stopped early) say nothing
 * about a variance and are left out, as lmerTest does. In a singular fit a parameter at zero has no
 * gradient and so no part: the degrees of freedom are those of the model without it.
 */
public final class Satterthwaite {
  private final Coefficients beta;
  private final VarianceParameters parameters;
  private final double[] covariance;

  private Satterthwaite(Coefficients beta, VarianceParameters parameters) {
    this.beta = beta;
    this.parameters = parameters;
    this.covariance = parameters.covariance();
  }

  /** Prepares the degrees of freedom of a fit; costs about 2 m evaluations of the gradient. */
  public static Satterthwaite of(LmmFit fit) {
    return new Satterthwaite(fit.fixef(), fit.varianceParameters());
  }

  /**
   * Degrees of freedom of the contrast {@code l'beta}; NaN if it touches an aliased coefficient.
   *
   * @param contrast p values
   */
  public double df(double[] contrast) {
    int p = beta.size();
    int m = parameters.size();
    double variance = 0;
    double[] gradient = new double[m];
    for (int a = 0; a < p; a++) {
      for (int b = 0; b < p; b++) {
        double weight = contrast[a] * contrast[b];
        if (weight == 0) {
          continue;
        }
        variance += weight * beta.vcov(a, b);
        for (int i = 0; i < m; i++) {
          gradient[i] += weight * parameters.derivative(i, a, b);
        }
      }
    }
    double spread = 0;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        spread += gradient[i] * covariance[i * m + j] * gradient[j];
      }
    }
    return 2 * variance * variance / spread;
  }
}
