package dev.henderson.stats.classical;

import dev.henderson.stats.dist.FDistribution;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRSquared;
import java.util.ArrayList;
import java.util.List;

/** The test of a whole linear model against its intercept. */
public final class WholeModelTest {
  private WholeModelTest() {}

  /**
   * The F test that all coefficients but the intercept are zero: by R squared, or where the tests
   * have a covariance matrix of their own by that. NaN where there is nothing to test.
   */
  public static <F extends Fit & HasRSquared> FTest of(F fit, WaldTests tests) {
    return of(fit, fit, tests);
  }

  /** The same of a fit that is known by its capability. */
  public static FTest of(Fit fit, HasRSquared explained, WaldTests tests) {
    if (!tests.errors().isEmpty()) {
      return wald(explained, tests);
    }
    double f = explained.fStatistic();
    double rest = fit.dispersion().df();
    double p = Double.isNaN(f) ? f : FDistribution.of(explained.dfModel(), rest).survival(f);
    return new FTest(f, explained.dfModel(), rest, p, f);
  }

  private static FTest wald(HasRSquared explained, WaldTests tests) {
    List<double[]> rows = new ArrayList<>();
    Coefficients beta = tests.coefficients();
    for (int j = explained.hasIntercept() ? 1 : 0; j < beta.size(); j++) {
      if (!beta.isAliased(j)) {
        double[] row = new double[beta.size()];
        row[j] = 1;
        rows.add(row);
      }
    }
    return tests.test(rows.toArray(double[][]::new));
  }
}
