package dev.henderson.stats.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.lm.LinearModel;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.lm.LmReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which linear models F compares. */
class NestedModelsTest {
  private static LmFit fit(String formula, DesignOptions options) {
    return LinearModel.of(Formula.parse(formula), LmReference.frame("mtcars", null), options).fit();
  }

  private static NestedComparison compare(String a, String b) {
    return NestedComparison.of(
        List.of("a", "b"),
        List.of(fit(a, DesignOptions.defaults()), fit(b, DesignOptions.defaults())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "mpg ~ wt + hp;mpg ~ wt + factor(cyl)",
        "mpg ~ wt;mpg ~ hp + factor(cyl)",
        "mpg ~ wt;mpg ~ hp",
        "mpg ~ wt * hp;mpg ~ wt + factor(cyl)",
        "mpg ~ log(wt);mpg ~ wt + hp"
      })
  void notNested(String a, String b) {
    NestedComparison c = compare(a, b);
    assertEquals("not-nested", c.notes().get(0).code());
    assertTrue(Double.isNaN(c.rows().get(1).f()));
    assertTrue(Double.isNaN(c.rows().get(1).pValue()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "mpg ~ 1;mpg ~ wt",
        "mpg ~ wt + cyl;mpg ~ wt + factor(cyl)",
        "mpg ~ factor(cyl);mpg ~ C(factor(cyl), sum) + wt",
        "mpg ~ poly(wt, 2);mpg ~ hp + wt + I(wt^2)",
        "mpg ~ wt * factor(cyl);mpg ~ wt",
        "mpg ~ I(wt + 1e6);mpg ~ wt + hp"
      })
  void nested(String a, String b) {
    NestedComparison c = compare(a, b);
    assertTrue(c.notes().isEmpty(), c.notes().toString());
    assertFalse(Double.isNaN(c.rows().get(1).pValue()));
  }

  @Test
  void otherWeightsAreRefused() {
    DesignOptions none = DesignOptions.defaults();
    LmFit plain = fit("mpg ~ wt", none);
    for (DesignOptions other :
        List.of(
            none.withWeights(Expression.parse("ifelse(am == 1, 0, 1)")),
            none.withOffset(Expression.parse("hp / 100")))) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  NestedComparison.of(
                      List.of("v0", "v1"), List.of(plain, fit("mpg ~ wt + hp", other))));
      assertTrue(e.getMessage().contains("v0 and v1 have different"), e.getMessage());
    }
  }
}
