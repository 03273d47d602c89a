package dev.henderson.stats.dist;

/** Fisher's F distribution; infinite denominator degrees of freedom are chi-squared over its df. */
public final class FDistribution {
  private final double df1;
  private final org.apache.commons.statistics.distribution.FDistribution f;

  private FDistribution(double df1, double df2) {
    this.df1 = df1;
    // commons-statistics loses digits for very large denominators; the limit is exact there.
    f = df2 > 1e10 ? null : org.apache.commons.statistics.distribution.FDistribution.of(df1, df2);
  }

  /**
   * @param df1 numerator degrees of freedom, positive
   * @param df2 denominator degrees of freedom, positive, whole or not, or infinite
   */
  public static FDistribution of(double df1, double df2) {
    return new FDistribution(df1, df2);
  }

  /** P(F &lt;= x). */
  public double cdf(double x) {
    return f == null ? ChiSquared.of(df1).cdf(df1 * x) : f.cumulativeProbability(x);
  }

  /** P(F &gt; x), exact far into the tail. */
  public double survival(double x) {
    return f == null ? ChiSquared.of(df1).survival(df1 * x) : f.survivalProbability(x);
  }

  /** The x with P(F &lt;= x) = p, refined by Newton steps. */
  public double quantile(double p) {
    if (f == null) {
      return ChiSquared.of(df1).quantile(p) / df1;
    }
    double x = f.inverseCumulativeProbability(p);
    for (int i = 0; i < 2 && x > 0 && Double.isFinite(x); i++) {
      double density = f.density(x);
      double step = (p > 0.5 ? (1 - p) - f.survivalProbability(x) : f.cumulativeProbability(x) - p);
      step = (p > 0.5 ? -step : step) / density;
      if (!(Math.abs(step) < 0.5 * x)) {
        break;
      }
      x -= p > 0.5 ? -step : step;
    }
    return x;
  }
}
