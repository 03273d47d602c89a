package dev.henderson.stats.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lm.LmReference;
import dev.henderson.stats.variables.DesignException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers written in the call: one for all rows or one for each; R 4.2.2: lengths differ. */
class WrittenVectorsTest {
  private static final ModelFrame CARS = LmReference.frame("mtcars", null);

  private static DesignException refused(String formula, DesignOptions options) {
    return assertThrows(
        DesignException.class, () -> Design.linear(Formula.parse(formula), CARS, options));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "mpg ~ wt + c(1, 2);12",
        "mpg ~ wt + offset(c(1, 2));12",
        "mpg ~ wt + ifelse(wt > 3, c(1, 2), 0);27",
        "mpg ~ wt + I(c(1, 2));12",
        "mpg ~ wt + cbind(c(1, 2), hp);18",
        "mpg ~ wt + c();12",
      })
  void otherLengthsAreRefused(String formula, int column) {
    DesignException e = refused(formula, DesignOptions.defaults());
    assertTrue(e.getMessage().contains("for 32 rows"), e.getMessage());
    assertEquals(column, e.column());
  }

  @Test
  void besideTheFormulaToo() {
    DesignOptions none = DesignOptions.defaults();
    Expression two = Expression.parse("c(1, 2)");
    assertTrue(
        refused("mpg ~ wt", none.withWeights(two)).getMessage().contains("2 values for 32 rows"));
    assertTrue(
        refused("mpg ~ wt", none.withOffset(two)).getMessage().contains("2 values for 32 rows"));
    assertTrue(
        refused("mpg ~ wt", none.withSubset(Expression.parse("c(1, 2) > 1")))
            .getMessage()
            .contains("for 32 rows"));
  }

  @Test
  void oneForAllAndOneForEachStand() {
    DesignOptions none = DesignOptions.defaults();
    for (String weights : new String[] {"2", "c(2)", "1:32"}) {
      assertEquals(
          32,
          Design.linear(
                  Formula.parse("mpg ~ wt"), CARS, none.withWeights(Expression.parse(weights)))
              .weights()
              .length);
    }
  }
}
