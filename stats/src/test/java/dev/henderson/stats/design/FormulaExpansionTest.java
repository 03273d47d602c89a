package dev.henderson.stats.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.formula.Formula;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormulaExpansionTest {
  @Test
  void laysAMixedModelOpen() {
    FormulaExpansion e =
        FormulaExpansion.of(
            Formula.parse("Y ~ A*x + (x || S/I)"), OracleData.frame("d"), DesignOptions.defaults());
    assertEquals(List.of("A", "x", "A:x"), e.terms());
    assertEquals(List.of("(Intercept)", "Aa2", "Aa3", "x", "Aa2:x", "Aa3:x"), e.columns());
    assertEquals(List.of(0, 1, 1, 2, 3, 3), e.assign());
    assertEquals(
        List.of(
            new FormulaExpansion.Random("S", List.of("(Intercept)", "x"), 8, false, 2),
            new FormulaExpansion.Random("S:I", List.of("(Intercept)", "x"), 48, false, 2)),
        e.random());
    assertEquals(
        new TermCoding("A:x", "A", "contr.treatment", List.of("a1", "a2", "a3")),
        e.codings().get(2));
    assertEquals(96, e.rows());
    assertEquals(6, e.rank());
    assertEquals(4, e.equation().orElseThrow().lines().size());
  }

  @Test
  void laysStrataOpen() {
    FormulaExpansion e =
        FormulaExpansion.of(
            Formula.parse("Y ~ treat*phase + Error(id/phase)"),
            OracleData.frame("rm0"),
            DesignOptions.defaults());
    assertEquals(
        List.of("(Intercept)", "id", "id:phase", "Within"),
        e.strata().stream().map(ErrorStrata.Stratum::name).toList());
    assertTrue(e.notes().isEmpty());
  }

  @Test
  void withoutDataSaysWhatItCan() {
    FormulaExpansion e = FormulaExpansion.of(Formula.parse("y ~ (a + b)^2 + (1 | g/h)"));
    assertEquals(List.of("a", "b", "a:b"), e.terms());
    assertEquals(
        List.of("g", "g:h"), e.random().stream().map(FormulaExpansion.Random::group).toList());
    assertTrue(e.columns().isEmpty());
  }
}
