package dev.henderson.stats.variables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.henderson.stats.Lm;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lm.LmReference;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Functions of a whole column in formulas and subsets; R 4.2.2's lm. */
class SummaryFunctionsTest {
  private static Lm fit(String formula, Table data, String subset) {
    DesignOptions options = DesignOptions.defaults().withSubset(Expression.parse(subset));
    return Lm.fit(Formula.parse(formula), ModelFrame.of("d", data), options);
  }

  /** {@code coef(lm(mpg ~ wt, mtcars, subset = hp > median(hp)))} and the like. */
  @Test
  void subsetsAndTerms() {
    Table mtcars = LmReference.table("mtcars", null);
    Lm above = fit("mpg ~ wt", mtcars, "hp > median(hp)");
    assertEquals(15, above.nobs());
    assertEquals(24.95620664968659, above.coef().estimate(0), 1e-11);
    assertEquals(-2.43780696991608, above.coef().estimate(1), 1e-11);
    Lm centred =
        fit(
            "mpg ~ I(wt - mean(wt))",
            mtcars,
            "hp <= quantile(hp, 0.8) & qsec > mean(qsec) - sd(qsec)");
    assertEquals(24, centred.nobs());
    assertEquals(20.1322053019193, centred.coef().estimate(0), 1e-11);
    assertEquals(-6.4056482091290, centred.coef().estimate(1), 1e-11);
    // The mean is that of the data of the fit, for new data too.
    Table one = Table.create("n", DoubleColumn.create("wt", 3.21725));
    assertEquals(
        centred.coef().estimate(0), centred.predict(one).doubleColumn(".fitted").get(0), 1e-11);
  }

  @Test
  void missingValuesAreSaid() {
    Table t =
        Table.create(
            "t",
            DoubleColumn.create("y", 1, 3, 2, 5, 4),
            DoubleColumn.create("x", 1, 2, Double.NaN, 4, 6));
    FormulaException e = assertThrows(FormulaException.class, () -> fit("y ~ 1", t, "x > mean(x)"));
    assertEquals("x has a missing value, so that mean(x) would be missing, too.", e.getMessage());
    assertEquals("Write mean(x, na.rm = TRUE) to leave them out.", e.suggestion().orElseThrow());
    assertEquals(2, fit("y ~ 1", t, "x > mean(x, na.rm = TRUE)").nobs());
    assertEquals(1, fit("y ~ 1", t, "x == max(x, na.rm = TRUE)").nobs());
    e = assertThrows(FormulaException.class, () -> fit("y ~ 1", t, "max(x, y) > 2"));
    assertEquals("Row by row it is pmax(x, y).", e.suggestion().orElseThrow());
  }
}
