package dev.henderson.stats.infer;

import dev.henderson.stats.dist.ChiSquared;

/**
 * A likelihood-ratio test of nested models.
 *
 * @param chisq the difference of the deviances (or REML criteria)
 * @param df the difference of the numbers of parameters
 * @param pValue from the chi-squared distribution with these degrees of freedom
 * @param boundaryPValue where one variance is zero under the smaller model: from the equal mixture
 *     of chi-squared with df − 1 and df degrees of freedom [Stram 1994]; else NaN
 */
public record LikelihoodRatioTest(double chisq, int df, double pValue, double boundaryPValue) {
  /**
   * The test of a difference.
   *
   * @param chisq difference of the criteria; rounding error below zero counts as zero
   * @param df difference of the numbers of parameters
   * @param variances how many variances the larger model has more
   */
  public static LikelihoodRatioTest of(double chisq, int df, int variances) {
    double x = chisq > -1e-6 ? Math.max(chisq, 0) : chisq;
    double p = df > 0 ? survival(df, x) : Double.NaN;
    double mixture =
        df > 0 && variances == 1 ? (survival(df - 1, x) + survival(df, x)) / 2 : Double.NaN;
    return new LikelihoodRatioTest(x, df, p, mixture);
  }

  private static double survival(int df, double x) {
    if (x <= 0) {
      return df == 0 && x == 0 ? 1 : df == 0 ? Double.NaN : 1;
    }
    return df == 0 ? 0 : ChiSquared.of(df).survival(x);
  }
}
