package dev.henderson.stats.infer;

import dev.henderson.stats.lmm.KenwardRogerAdjustment;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.model.Coefficients;

/**
 * Kenward and Roger's standard errors and degrees of freedom of linear functions of the fixed
 * effects [Kenward 1997], as pbkrtest computes them [Halekoh 2014].
 */
public final class KenwardRoger {
  private final Coefficients beta;
  private final KenwardRogerAdjustment adjustment;

  private KenwardRoger(Coefficients beta, KenwardRogerAdjustment adjustment) {
    this.beta = beta;
    this.adjustment = adjustment;
  }

  /**
   * Prepares a fit; works with matrices of the number of random effects, q × q.
   *
   * @throws dev.henderson.stats.lmm.FitException if the fit is not by REML, or q is too large
   */
  public static KenwardRoger of(LmmFit fit) {
    return new KenwardRoger(fit.fixef(), fit.kenwardRoger());
  }

  /** Degrees of freedom of one coefficient. */
  public double coefficientDf(int i) {
    return df(unit(i));
  }

  /** Adjusted standard error of one coefficient. */
  public double coefficientStandardError(int i) {
    return standardError(unit(i));
  }

  /**
   * Degrees of freedom of the contrast {@code l'beta}.
   *
   * @param contrast p values
   */
  public double df(double[] contrast) {
    return adjustment.df(contrast);
  }

  /** Adjusted standard error of the contrast {@code l'beta}. */
  public double standardError(double[] contrast) {
    return Math.sqrt(adjustment.variance(contrast));
  }

  private double[] unit(int i) {
    double[] contrast = new double[beta.size()];
    contrast[i] = 1;
    return contrast;
  }
}
