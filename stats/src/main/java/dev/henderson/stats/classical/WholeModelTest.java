package dev.henderson.stats.classical;

import dev.henderson.stats.dist.FDistribution;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.lm.LmFit;
import java.util.ArrayList;
import java.util.List;

/** The test of a whole linear model against its intercept. */
public final class WholeModelTest {
  private WholeModelTest() {}

  /** The F test of the whole model against its intercept; NaN where there is none. */
  public static FTest of(LmFit fit) {
    double f = fit.fStatistic();
    double p = Double.isNaN(f) ? f : FDistribution.of(fit.dfModel(), fit.dfResidual()).survival(f);
    return new FTest(f, fit.dfModel(), fit.dfResidual(), p, f);
  }

  /** The Wald F test that all coefficients but the intercept are zero, by some covariance. */
  public static FTest of(LmFit fit, WaldTests tests) {
    List<double[]> rows = new ArrayList<>();
    int p = fit.design().matrix().columns();
    for (int j = fit.hasIntercept() ? 1 : 0; j < p; j++) {
      if (!fit.coefficients().isAliased(j)) {
        double[] row = new double[p];
        row[j] = 1;
        rows.add(row);
      }
    }
    return tests.test(rows.toArray(double[][]::new));
  }
}
