package dev.henderson.stats.infer;

import dev.henderson.stats.dist.StudentT;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.model.Coefficients;
import java.util.ArrayList;
import java.util.List;

/**
 * The fixed effects of a fit with tests and confidence intervals.
 *
 * @param rows one per coefficient, in the order of the columns of X
 * @param ddf where the degrees of freedom come from
 * @param level of the confidence intervals, such as 0.95
 */
public record CoefficientTable(List<CoefficientTest> rows, DegreesOfFreedom ddf, double level) {
  /** Copies the rows. */
  public CoefficientTable {
    rows = List.copyOf(rows);
  }

  /**
   * The table of a fit.
   *
   * @throws IllegalArgumentException if the level is not between 0 and 1
   */
  public static CoefficientTable of(LmmFit fit, DegreesOfFreedom ddf, double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "The confidence level must lie between 0 and 1, such as 0.95; it is " + level + ".");
    }
    Coefficients beta = fit.fixef();
    double[] df = new double[beta.size()];
    double[] se = new double[beta.size()];
    for (int i = 0; i < beta.size(); i++) {
      se[i] = beta.standardError(i);
    }
    switch (ddf) {
      case SATTERTHWAITE -> {
        Satterthwaite satterthwaite = Satterthwaite.of(fit);
        for (int i = 0; i < df.length; i++) {
          df[i] = beta.isAliased(i) ? Double.NaN : satterthwaite.coefficientDf(i);
        }
      }
      case KENWARD_ROGER -> {
        KenwardRoger kr = KenwardRoger.of(fit);
        for (int i = 0; i < df.length; i++) {
          df[i] = beta.isAliased(i) ? Double.NaN : kr.coefficientDf(i);
          se[i] = beta.isAliased(i) ? Double.NaN : kr.coefficientStandardError(i);
        }
      }
      case RESIDUAL -> {
        int rank = 0;
        for (int i = 0; i < df.length; i++) {
          rank += beta.isAliased(i) ? 0 : 1;
        }
        java.util.Arrays.fill(df, fit.nobs() - rank);
      }
      case NONE -> java.util.Arrays.fill(df, Double.POSITIVE_INFINITY);
    }
    List<CoefficientTest> rows = new ArrayList<>();
    for (int i = 0; i < df.length; i++) {
      rows.add(row(beta.names().get(i), beta.estimate(i), se[i], df[i], level));
    }
    return new CoefficientTable(rows, ddf, level);
  }

  private static CoefficientTest row(
      String term, double estimate, double se, double df, double level) {
    double statistic = estimate / se;
    if (Double.isNaN(estimate) || !(df > 0)) {
      double nan = Double.NaN;
      return new CoefficientTest(term, estimate, se, nan, statistic, nan, nan, nan);
    }
    StudentT t = StudentT.of(df);
    double half = t.quantile(0.5 + level / 2) * se;
    return new CoefficientTest(
        term, estimate, se, df, statistic, t.twoSided(statistic), estimate - half, estimate + half);
  }
}
