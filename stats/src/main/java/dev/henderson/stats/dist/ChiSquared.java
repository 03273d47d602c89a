package dev.henderson.stats.dist;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** The chi-squared distribution. */
public final class ChiSquared {
  private final ChiSquaredDistribution chi;

  private ChiSquared(double df) {
    chi = ChiSquaredDistribution.of(df);
  }

  /**
   * @param df degrees of freedom, positive
   */
  public static ChiSquared of(double df) {
    return new ChiSquared(df);
  }

  /** P(X &lt;= x). */
  public double cdf(double x) {
    return chi.cumulativeProbability(x);
  }

  /** P(X &gt; x), exact far into the tail. */
  public double survival(double x) {
    return chi.survivalProbability(x);
  }

  /** The x with P(X &lt;= x) = p. */
  public double quantile(double p) {
    return chi.inverseCumulativeProbability(p);
  }
}
