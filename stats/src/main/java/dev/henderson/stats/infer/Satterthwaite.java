package dev.henderson.stats.infer;

import dev.henderson.stats.lmm.LmmFit;

/** Satterthwaite's degrees of freedom of linear functions of the fixed effects. */
public final class Satterthwaite {
  private final LmmFit fit;

  private Satterthwaite(LmmFit fit) {
    this.fit = fit;
  }

  /** Prepares the degrees of freedom of a fit; costs about 2 m evaluations of the gradient. */
  public static Satterthwaite of(LmmFit fit) {
    return new Satterthwaite(fit);
  }

  /** Degrees of freedom of one coefficient. */
  public double coefficientDf(int i) {
    double[] contrast = new double[fit.fixef().size()];
    contrast[i] = 1;
    return df(contrast);
  }

  /**
   * Degrees of freedom of the contrast {@code l'beta}.
   *
   * @param contrast p values
   */
  public double df(double[] contrast) {
    throw new UnsupportedOperationException("not built yet");
  }
}
