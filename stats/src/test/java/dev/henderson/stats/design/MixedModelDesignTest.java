package dev.henderson.stats.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.FactorColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.variables.UnknownVariableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class MixedModelDesignTest {
  private static final Table TABLE =
      Table.create(
          "t",
          DoubleColumn.create("y", 1, 2, 3, 4, 5, 6, 7, Double.NaN),
          DoubleColumn.create("x", 0, 1, 0, 1, 0, 1, 0, 1),
          StringColumn.create("f", "b", "a", "b", "a", "c", "c", "a", "b"),
          IntColumn.create("g", 10, 10, 9, 9, 2, 2, 10, 2));

  private static Design design(String formula) {
    return Design.mixed(
        Formula.parse(formula), ModelFrame.of("t", TABLE), DesignOptions.defaults());
  }

  @Test
  void codesGroupsAndRows() {
    Design d = design("y ~ x + f + (x | g)");
    assertEquals(List.of("(Intercept)", "x", "fb", "fc"), d.data().fixed().columnNames());
    assertEquals(7, d.data().rows());
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6}, d.rowsUsed());
    assertEquals(1, d.rowsDropped());
    RandomEffectsTerm r = d.data().random().get(0);
    assertEquals(List.of("(Intercept)", "x"), r.effects().columnNames());
    assertEquals(List.of("2", "9", "10"), r.group().levels());
    assertTrue(r.correlated());
    assertEquals(
        "1 of 8 rows was left out, because values are missing: y in 1.",
        d.diagnostics().get(0).message());
  }

  @Test
  void levelsKeepTheirOrder() {
    Table t = TABLE.copy();
    t.replaceColumn("f", FactorColumn.of(t.column("f"), List.of("c", "b", "a"), false));
    Design d =
        Design.mixed(
            Formula.parse("y ~ f + (1 | g)"),
            ModelFrame.of("t", t.where(t.doubleColumn("x").isLessThan(2)).sortOn("x")),
            DesignOptions.defaults());
    assertEquals(List.of("(Intercept)", "fb", "fa"), d.data().fixed().columnNames());
  }

  @Test
  void dependentColumnsAreNamedAndDropped() {
    Design d = design("y ~ x + I(2*x - 1) + (1 | g)");
    assertEquals(List.of("(Intercept)", "x"), d.data().fixed().columnNames());
    assertEquals(3, d.matrix().columns());
    assertEquals(
        "I(2 * x - 1) = - (Intercept) + 2 x", d.estimability().aliased().get(0).equation());
  }

  @Test
  void weightsOffsetAndSubset() {
    Design d =
        Design.mixed(
            Formula.parse("y ~ offset(2 * x) + (1 | g)"),
            ModelFrame.of("t", TABLE),
            DesignOptions.defaults()
                .withWeights(Expression.parse("1 / (1 + x)"))
                .withSubset(Expression.parse("y > 1")));
    assertEquals(6, d.data().rows());
    assertEquals(0.5, d.data().weight(0));
    assertEquals(2, d.data().offset(0));
  }

  @Test
  void unknownNamesSayWhereAndWhatIsNear() {
    UnknownVariableException e =
        assertThrows(UnknownVariableException.class, () -> design("y ~ X1 + (1 | g)"));
    assertEquals(5, e.column());
    assertEquals(List.of("x"), e.nearest());
    UnknownVariableException f =
        assertThrows(UnknownVariableException.class, () -> design("y ~ lgo(x) + (1 | g)"));
    assertEquals(5, f.column());
    assertTrue(f.suggestion().orElseThrow().contains("log"));
  }
}
