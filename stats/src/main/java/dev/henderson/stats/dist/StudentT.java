package dev.henderson.stats.dist;

import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t distribution; an infinite number of degrees of freedom is the normal. */
public final class StudentT {
  private final TDistribution t;

  private StudentT(TDistribution t) {
    this.t = t;
  }

  /**
   * @param df degrees of freedom, positive, whole or not, or infinite
   */
  public static StudentT of(double df) {
    // Beyond this the distribution is the normal to the last digit.
    return new StudentT(df > 1e12 ? null : TDistribution.of(df));
  }

  /** P(T &lt;= x). */
  public double cdf(double x) {
    return t == null ? Normal.cdf(x) : t.cumulativeProbability(x);
  }

  /** P(T &gt; x), exact far into the tail. */
  public double survival(double x) {
    return t == null ? Normal.survival(x) : t.survivalProbability(x);
  }

  /** P(|T| &gt; |x|), the two-sided p value. */
  public double twoSided(double x) {
    return 2 * survival(Math.abs(x));
  }

  /** The x with P(T &lt;= x) = p. */
  public double quantile(double p) {
    return t == null ? Normal.quantile(p) : t.inverseCumulativeProbability(p);
  }
}
