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
    Coefficients b = fit.coefficients();
    double[] se = new double[b.size()];
    for (int i = 0; i < se.length; i++) {
      se[i] = b.standardError(i);
    }
    return coefficients(fit, se, level);
  }

  /** The same with other standard errors, such as robust ones. */
  public static CoefficientTable coefficients(LmFit fit, double[] standardErrors, double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "The confidence level must lie between 0 and 1, such as 0.95; it is " + level + ".");
    }
    Coefficients b = fit.coefficients();
    double df = fit.dfResidual();
    StudentT t = df > 0 ? StudentT.of(df) : null;
    double reach = t == null ? Double.NaN : t.quantile(0.5 + level / 2);
    List<CoefficientTest> rows = new ArrayList<>();
    for (int i = 0; i < b.size(); i++) {
      double estimate = b.estimate(i);
      double se = standardErrors[i];
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

  /** The p value of the F test of the whole model; NaN where there is none. */
  public static double modelPValue(LmFit fit) {
    double f = fit.fStatistic();
    return Double.isNaN(f) ? f : FDistribution.of(fit.dfModel(), fit.dfResidual()).survival(f);
  }
}
