package dev.henderson.stats.infer;

import dev.henderson.stats.dist.StudentT;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Fit;
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
   * @throws InferenceException if the method does not apply to the fit
   */
  public static CoefficientTable of(Fit fit, DegreesOfFreedom ddf, double level) {
    return of(WaldTests.of(fit, ddf), level);
  }

  /**
   * The table of tests that were prepared before; an aliased coefficient keeps its row.
   *
   * @throws IllegalArgumentException if the level is not between 0 and 1
   */
  public static CoefficientTable of(WaldTests tests, double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "The confidence level must lie between 0 and 1, such as 0.95; it is " + level + ".");
    }
    Coefficients beta = tests.coefficients();
    List<CoefficientTest> rows = new ArrayList<>();
    for (int i = 0; i < beta.size(); i++) {
      double[] contrast = new double[beta.size()];
      contrast[i] = 1;
      double df = beta.isAliased(i) ? Double.NaN : tests.df(contrast);
      double se = beta.standardError(i);
      rows.add(row(beta.names().get(i), beta.estimate(i), se, df, level));
    }
    return new CoefficientTable(rows, tests.ddf(), level);
  }

  private static CoefficientTest row(
      String term, double estimate, double se, double df, double level) {
    double statistic = estimate / se;
    double nan = Double.NaN;
    if (!(df > 0)) {
      return new CoefficientTest(term, estimate, se, nan, statistic, nan, nan, nan);
    }
    StudentT t = StudentT.of(df);
    double half = t.quantile(0.5 + level / 2) * se;
    boolean testable = !Double.isNaN(statistic);
    return new CoefficientTest(
        term,
        estimate,
        se,
        testable ? df : nan,
        statistic,
        testable ? t.twoSided(statistic) : nan,
        estimate - half,
        estimate + half);
  }
}
