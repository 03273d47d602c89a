package dev.henderson.stats.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.variables.DesignException;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Rows that a condition or a weight takes out are counted and named. */
class SubsetAndWeightsTest {
  private static final double NA = Double.NaN;

  private static Design design(DesignOptions options) {
    Table table =
        Table.create(
            "d",
            DoubleColumn.create("y", 1, 3, 2, 5, 4, 6),
            DoubleColumn.create("x", 1, 2, NA, 4, 5, 6),
            DoubleColumn.create("w", 1, 0, 1, 0, 2, -1));
    return Design.linear(Formula.parse("y ~ 1"), ModelFrame.of("d", table), options);
  }

  private static DesignOptions subset(String condition) {
    return DesignOptions.defaults().withSubset(Expression.parse(condition));
  }

  @Test
  void aConditionThatNoRowMeets() {
    DesignException e = assertThrows(DesignException.class, () -> design(subset("x > 9")));
    assertEquals("No row meets subset = x > 9, which is missing in 1 row.", e.getMessage());
    assertEquals("x > 9", e.lineText());
  }

  /**
   * R 4.2.2: lm(y ~ 1, d, subset = x > 1): 1 observation deleted due to missingness, 3 residual df.
   */
  @Test
  void aConditionThatIsMissing() {
    Design d = design(subset("x > 1"));
    assertEquals(4, d.rowsUsed().length);
    assertEquals(1, d.rowsDropped());
    assertTrue(
        d.diagnostics().get(0).message().contains("1 of 5 rows was left out"),
        d.diagnostics().get(0).message());
    assertTrue(d.diagnostics().get(0).message().contains("subset in 1"));
  }

  @Test
  void weightsOfZeroAndBelow() {
    DesignOptions weighted = subset("x < 6").withWeights(Expression.parse("w"));
    assertTrue(
        design(weighted).diagnostics().stream()
            .anyMatch(n -> n.message().startsWith("2 of 4 rows have weight zero")),
        design(weighted).diagnostics().toString());
    DesignException e =
        assertThrows(
            DesignException.class,
            () -> design(DesignOptions.defaults().withWeights(Expression.parse("1 * w"))));
    assertEquals("1 * w", e.lineText());
    assertTrue(e.getMessage().contains("row 6"), e.getMessage());
  }
}
