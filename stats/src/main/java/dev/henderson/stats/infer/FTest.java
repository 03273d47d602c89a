package dev.henderson.stats.infer;

import dev.henderson.stats.dist.FDistribution;

/**
 * An F test of several contrasts at once.
 *
 * @param statistic F, scaled where the method scales it
 * @param numDf numerator degrees of freedom: the rank of the contrasts
 * @param denDf denominator degrees of freedom; infinite where the statistic is chi-squared over its
 *     degrees of freedom
 * @param pValue upper tail
 * @param wald the Wald statistic over its rank: {@code statistic} before it was scaled
 */
public record FTest(double statistic, int numDf, double denDf, double pValue, double wald) {
  static FTest of(double wald, double scaling, int numDf, double denDf) {
    double f = wald * scaling;
    boolean known = numDf > 0 && denDf > 0 && f >= 0;
    double p = known ? FDistribution.of(numDf, denDf).survival(f) : Double.NaN;
    return new FTest(f, numDf, denDf, p, wald);
  }

  /** Nothing to test: no contrast can be estimated. */
  static FTest none() {
    double nan = Double.NaN;
    return new FTest(nan, 0, nan, nan, nan);
  }

  /** Whether it is chi-squared over its degrees of freedom, and shown as chi-squared. */
  public boolean isChiSquared() {
    return denDf == Double.POSITIVE_INFINITY;
  }

  /** The chi-squared statistic, {@code F df1}; with finite denominator df a Wald statistic. */
  public double chiSquared() {
    return statistic * numDf;
  }

  /** Partial eta squared, {@code F df1 / (F df1 + df2)}; NaN without denominator df. */
  public double partialEtaSquared() {
    return ratio(statistic * numDf, statistic * numDf + denDf);
  }

  /** Partial omega squared, {@code (F − 1) df1 / (F df1 + df2 + 1)}, not below zero. */
  public double partialOmegaSquared() {
    double omega = ratio((statistic - 1) * numDf, statistic * numDf + denDf + 1);
    return omega < 0 ? 0 : omega;
  }

  private static double ratio(double a, double b) {
    return Double.isInfinite(b) ? Double.NaN : a / b;
  }
}
