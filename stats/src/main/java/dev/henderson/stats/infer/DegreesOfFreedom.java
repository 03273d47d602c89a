package dev.henderson.stats.infer;

import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasVarianceParameters;

/**
 * Where the denominator degrees of freedom of tests of fixed effects come from. With none of them,
 * statistics are z and chi-squared, else t and F.
 */
public enum DegreesOfFreedom {
  /** Satterthwaite's approximation from the curvature of the criterion, as lmerTest. */
  SATTERTHWAITE("Satterthwaite"),
  /** Kenward and Roger's adjusted covariance matrix and degrees of freedom, as pbkrtest. */
  KENWARD_ROGER("Kenward-Roger"),
  /** Those the dispersion was estimated with: exact in linear models, in others a lower bound. */
  RESIDUAL("residual"),
  /** None: statistics are referred to the normal distribution. */
  NONE("asymptotic (normal)");

  private final String words;

  DegreesOfFreedom(String words) {
    this.words = words;
  }

  /**
   * What suits a fit: none where the dispersion is known, Satterthwaite's where variance parameters
   * were estimated, else those of the residuals.
   */
  public static DegreesOfFreedom of(Fit fit) {
    return fit.dispersion().isKnown()
        ? NONE
        : fit instanceof HasVarianceParameters ? SATTERTHWAITE : RESIDUAL;
  }

  /** Whether tests are z and chi-squared rather than t and F. */
  public boolean isAsymptotic() {
    return this == NONE;
  }

  /** The letter of the statistic of one coefficient: {@code t}, or {@code z} by the normal. */
  public String letter() {
    return isAsymptotic() ? "z" : "t";
  }

  /** The method in words. */
  public String words() {
    return words;
  }
}
