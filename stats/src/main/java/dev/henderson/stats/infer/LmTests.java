package dev.henderson.stats.infer;

import dev.henderson.stats.dist.FDistribution;
import dev.henderson.stats.dist.StudentT;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.model.Coefficients;
import java.util.ArrayList;
import java.util.List;

/** Tests and intervals of a linear model: exact t and F on the residual degrees of freedom. */
public final class LmTests {
  private LmTests() {}

  /**
   * The coefficients with t tests and confidence intervals; an aliased one keeps its row.
   *
   * @throws IllegalArgumentException if the level is not between 0 and 1
   */
  public static CoefficientTable coefficients(LmFit fit, double level) {
    return coefficients(fit, WaldTests.of(fit), level);
  }

  /** The same with the standard errors of other tests, such as robust ones. */
  public static CoefficientTable coefficients(LmFit fit, WaldTests tests, double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "The confidence level must lie between 0 and 1, such as 0.95; it is " + level + ".");
    }
    Coefficients b = tests.coefficients();
    double df = fit.dfResidual();
    StudentT t = df > 0 ? StudentT.of(df) : null;
    double reach = t == null ? Double.NaN : t.quantile(0.5 + level / 2);
    List<CoefficientTest> rows = new ArrayList<>();
    for (int i = 0; i < b.size(); i++) {
      double estimate = b.estimate(i);
      double se = b.standardError(i);
      double statistic = estimate / se;
      boolean testable = t != null && !Double.isNaN(statistic);
      rows.add(
          new CoefficientTest(
              b.names().get(i),
              estimate,
              se,
              testable ? df : Double.NaN,
              statistic,
              testable ? t.twoSided(statistic) : Double.NaN,
              estimate - reach * se,
              estimate + reach * se));
    }
    return new CoefficientTable(rows, DegreesOfFreedom.RESIDUAL, level);
  }

  /** The F test of the whole model against its intercept; NaN where there is none. */
  public static FTest model(LmFit fit) {
    double f = fit.fStatistic();
    double p = Double.isNaN(f) ? f : FDistribution.of(fit.dfModel(), fit.dfResidual()).survival(f);
    return new FTest(f, fit.dfModel(), fit.dfResidual(), p, f);
  }

  /** The Wald F test that all coefficients but the intercept are zero, by some covariance. */
  public static FTest model(LmFit fit, WaldTests tests) {
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
