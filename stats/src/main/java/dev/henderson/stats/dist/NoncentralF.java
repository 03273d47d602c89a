package dev.henderson.stats.dist;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * The noncentral F distribution, of {@code (χ²(df1, λ)/df1) / (χ²(df2)/df2)}: what the F statistic
 * of a test follows where there is an effect. Its noncentrality λ carries the size of the effect,
 * and the λ at which an observed F is a quantile are the limits of an interval for it.
 */
public final class NoncentralF {
  /** Poisson weights this many standard deviations from their mean are not counted. */
  private static final double REACH = 9;

  private NoncentralF() {}

  /**
   * P(F &lt;= f), a Poisson mixture of beta probabilities, summed from the far end down so that all
   * steps add [Johnson 1995].
   *
   * @param f the statistic, not negative
   * @param df1 numerator degrees of freedom, positive
   * @param df2 denominator degrees of freedom, positive and finite
   * @param lambda noncentrality, not negative
   */
  public static double cdf(double f, double df1, double df2, double lambda) {
    if (!(f > 0)) {
      return 0;
    }
    double half = lambda / 2;
    if (half < 1e-300) {
      return FDistribution.of(df1, df2).cdf(f);
    }
    double x = df1 * f / (df1 * f + df2);
    double rest = df2 / (df1 * f + df2);
    double b = df2 / 2;
    int last = (int) Math.ceil(half + REACH * Math.sqrt(half) + 40);
    int first = Math.max(0, (int) Math.floor(half - REACH * Math.sqrt(half) - 40));
    PoissonDistribution weights = PoissonDistribution.of(half);
    double a = df1 / 2 + last;
    BetaDistribution beta = BetaDistribution.of(a, b);
    double share = beta.cumulativeProbability(x);
    // x^a (1-x)^b / (a B(a, b)): what the beta probability gains from a + 1 to a.
    double step = beta.density(x) * x * rest / a;
    double weight = weights.probability(last);
    double sum = weight * share;
    for (int j = last - 1; j >= first; j--) {
      step *= a / ((a + b - 1) * x);
      a--;
      share += step;
      weight *= (j + 1) / half;
      sum += weight * share;
    }
    return Math.min(1, sum);
  }

  /**
   * The noncentrality at which an observed statistic is the quantile of p; 0 if even without an
   * effect less than p lies below it.
   *
   * @param p between 0 and 1: for a two-sided interval of level L, (1 + L)/2 gives its lower limit
   *     and (1 − L)/2 its upper one
   */
  public static double noncentrality(double f, double df1, double df2, double p) {
    if (!(f > 0) || cdf(f, df1, df2, 0) <= p) {
      return 0;
    }
    double low = 0;
    double high = Math.max(1, 2 * f * df1);
    while (cdf(f, df1, df2, high) > p) {
      low = high;
      high *= 2;
    }
    while (high - low > 1e-13 * high) {
      double middle = (low + high) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (cdf(f, df1, df2, middle) > p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
