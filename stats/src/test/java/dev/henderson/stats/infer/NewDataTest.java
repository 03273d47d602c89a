package dev.henderson.stats.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.Lm;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lm.LmReference;
import dev.henderson.stats.variables.DesignException;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** New data of other types than those of the fit: src/test/R/lm_edges.R. */
class NewDataTest {
  private static final JsonObject R =
      JsonParser.parseString(LmReference.text("/reference/lm/edges.json"))
          .getAsJsonObject()
          .getAsJsonObject("predict");

  private static Lm lm(String formula, String factors) {
    return Lm.fit(
        Formula.parse(formula),
        LmReference.frame("mtcars", JsonParser.parseString(factors)),
        DesignOptions.defaults());
  }

  private static void agree(String key, Predictions p, double tolerance) {
    JsonArray expected = R.getAsJsonArray(key);
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).getAsDouble(), p.rows().get(i).fitted(), tolerance);
    }
  }

  @Test
  void numbersAreLevelsByTheirLabel() {
    Table table =
        Table.create(
            "new", DoubleColumn.create("wt", 2, 3, 4), DoubleColumn.create("cyl", 6, 8, 4));
    agree("lm", lm("mpg ~ wt + cyl", "[cyl]").predictions(table, 0.95), 1e-10);
    Lmer lmer =
        Lmer.fit(
            "Reaction ~ Days + (1 | Subject)",
            LmReference.table("sleepstudy", JsonParser.parseString("[Days]")));
    Table days =
        Table.create(
            "new",
            DoubleColumn.create("Days", 9, 0, 3),
            StringColumn.create("Subject", "308", "309", "372"));
    // The tolerance is that of lme4's optimiser.
    agree(
        "lmer", Predictions.of(lmer.fit(), ModelFrame.of("new", days), RandomForm.ALL, 0.95), 1e-3);
  }

  @Test
  void numbersThatAreNoLevelAreNamed() {
    Table table =
        Table.create(
            "new",
            DoubleColumn.create("wt", new double[] {2}),
            DoubleColumn.create("cyl", new double[] {5}));
    DesignException e =
        assertThrows(
            DesignException.class, () -> lm("mpg ~ wt + cyl", "[cyl]").predictions(table, 0.95));
    assertTrue(e.getMessage().contains("cyl has the level 5 in row 1"), e.getMessage());
  }

  @Test
  void levelsWhereTheModelHadNumbersAreRefused() {
    Table table =
        Table.create("new", StringColumn.create("wt", "2"), StringColumn.create("cyl", "a"));
    for (String formula : new String[] {"mpg ~ wt", "mpg ~ log(wt)", "mpg ~ poly(wt, 2)"}) {
      DesignException e =
          assertThrows(
              DesignException.class, () -> lm(formula, "[]").predictions(table, 0.95), formula);
      assertTrue(e.getMessage().contains("wt"), e.getMessage());
      assertTrue(e.getMessage().contains("factor"), e.getMessage());
    }
    Table missing =
        Table.create("new", StringColumn.create("wt", ""), StringColumn.create("cyl", "a"));
    assertTrue(
        Double.isNaN(lm("mpg ~ wt", "[]").predictions(missing, 0.95).rows().get(0).fitted()));
  }
}
