package dev.henderson.stats.dist;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
public final class Normal {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private Normal() {}

  /** P(Z &lt;= z). */
  public static double cdf(double z) {
    return STANDARD.cumulativeProbability(z);
  }

  /** P(Z &gt; z), exact far into the tail. */
  public static double survival(double z) {
    return STANDARD.survivalProbability(z);
  }

  /** P(|Z| &gt; |z|). */
  public static double twoSided(double z) {
    return 2 * survival(Math.abs(z));
  }

  /** The z with P(Z &lt;= z) = p. */
  public static double quantile(double p) {
    return STANDARD.inverseCumulativeProbability(p);
  }
}
