package dev.henderson.stats.model;

/**
 * The dispersion of a fit: the residual variance σ² of a Gaussian model, 1 where the family fixes
 * it. Whether it is known decides between t and z, F and chi-squared.
 *
 * @param value σ², or the known constant; NaN where nothing is left to estimate it from
 * @param df residual degrees of freedom it was estimated with; infinite if it is known
 * @param name what its square root is, in words
 */
public record Dispersion(double value, double df, String name) {
  /** A dispersion that the model fixes: tests are z and chi-squared. */
  public static Dispersion known(double value) {
    return new Dispersion(value, Double.POSITIVE_INFINITY, "the known standard deviation");
  }

  /** A dispersion estimated from the residuals: tests are t and F. */
  public static Dispersion estimated(double value, double df) {
    return new Dispersion(value, df, "the residual standard deviation");
  }

  /** Whether it was not estimated. */
  public boolean isKnown() {
    return df == Double.POSITIVE_INFINITY;
  }

  /** The standard deviation, the square root of the value. */
  public double sigma() {
    return Math.sqrt(value);
  }
}
