package dev.henderson.stats.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.Lm;
import dev.henderson.stats.classical.FriedmanTest;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.lm.LmReference;
import dev.henderson.stats.lm.RobustVariance;
import dev.henderson.stats.lm.VarianceInflation;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** R 4.2.2's predict, confint, car's vif and friedman.test, by src/test/R/lm_predict.R. */
class LmPredictionsTest {
  private static final JsonObject R =
      JsonParser.parseString(LmReference.text("/reference/lm/predict.json")).getAsJsonObject();

  private static Table newData() {
    Table table = Table.create("new");
    for (String name : List.of("wt", "cyl", "hp", "disp", "qsec")) {
      DoubleColumn column = DoubleColumn.create(name);
      R.getAsJsonArray("newdata")
          .forEach(r -> column.append(LmReference.number(r.getAsJsonObject(), name)));
      table.addColumns(column);
    }
    return table;
  }

  private static Lm fit(JsonObject r) {
    DesignOptions options = DesignOptions.defaults();
    if (!r.get("weights").isJsonNull()) {
      options = options.withWeights(Expression.parse(r.get("weights").getAsString()));
    }
    return Lm.fit(
        Formula.parse(r.get("formula").getAsString()), LmReference.frame("mtcars", null), options);
  }

  private static void agree(
      JsonObject r, String key, Predictions p, ToDoubleFunction<Predictions.Row> value) {
    JsonArray a = r.getAsJsonArray(key);
    for (int i = 0; i < a.size(); i++) {
      double expected = a.get(i).isJsonNull() ? Double.NaN : a.get(i).getAsDouble();
      assertEquals(expected, value.applyAsDouble(p.rows().get(i)), 1e-10 * 40, key + i);
    }
  }

  @Test
  void agreesWithR() {
    for (JsonElement e : R.getAsJsonArray("models")) {
      JsonObject r = e.getAsJsonObject();
      Lm lm = fit(r);
      double level = r.get("level").getAsDouble();
      Predictions p = lm.predictions(newData(), level);
      agree(r, "fitted", p, Predictions.Row::fitted);
      agree(r, "se", p, Predictions.Row::standardError);
      agree(r, "lower", p, Predictions.Row::low);
      agree(r, "upper", p, Predictions.Row::high);
      agree(r, "lower_pred", p, Predictions.Row::lowObservation);
      agree(r, "upper_pred", p, Predictions.Row::highObservation);
      Lm robust = lm.robust(RobustVariance.Kind.HC3);
      agree(r, "robust_se", robust.predictions(newData(), level), Predictions.Row::standardError);
      for (int i = 0; i < lm.fit().rank(); i++) {
        Interval usual = lm.confint(level).get(i);
        assertEquals(r.getAsJsonArray("confint_low").get(i).getAsDouble(), usual.low(), 1e-9);
        assertEquals(r.getAsJsonArray("confint_high").get(i).getAsDouble(), usual.high(), 1e-9);
        Interval hc3 = robust.confint(level).get(i);
        assertEquals(r.getAsJsonArray("robust_low").get(i).getAsDouble(), hc3.low(), 1e-8);
        assertEquals(r.getAsJsonArray("robust_high").get(i).getAsDouble(), hc3.high(), 1e-8);
      }
    }
  }

  /** An offset given beside the formula counts for new rows as one in it does. */
  @Test
  void offsetBesideTheFormula() {
    Lm beside =
        Lm.fit(
            Formula.parse("mpg ~ wt"),
            LmReference.frame("mtcars", null),
            DesignOptions.defaults().withOffset(Expression.parse("disp / 100")));
    Lm inside = fit(R.getAsJsonArray("models").get(2).getAsJsonObject());
    for (int i = 0; i < 3; i++) {
      assertEquals(
          inside.predictions(newData(), 0.95).rows().get(i).fitted(),
          beside.predictions(newData(), 0.95).rows().get(i).fitted(),
          1e-12);
    }
  }

  @Test
  void aRowThatNeedsALostCoefficientHasNoPrediction() {
    Table t =
        Table.create(
            "t",
            DoubleColumn.create("y", 1, 3, 2, 5),
            DoubleColumn.create("a", 1, 2, 3, 4),
            DoubleColumn.create("b", 2, 4, 6, 8));
    Lm lm = Lm.fit("y ~ a + b", t);
    Table n = Table.create("n", DoubleColumn.create("a", 1, 1), DoubleColumn.create("b", 2, 3));
    Predictions p = lm.predictions(n, 0.95);
    assertFalse(Double.isNaN(p.rows().get(0).fitted()));
    assertTrue(Double.isNaN(p.rows().get(1).fitted()));
    assertTrue(p.notes().get(0).startsWith("1 row has no prediction"), p.notes().toString());
  }

  @Test
  void varianceInflation() {
    for (JsonElement e : R.getAsJsonArray("vif")) {
      JsonObject r = e.getAsJsonObject();
      List<VarianceInflation> ours =
          Lm.fit(r.get("formula").getAsString(), LmReference.table("mtcars", null)).vif();
      for (int i = 0; i < ours.size(); i++) {
        VarianceInflation v = ours.get(i);
        assertEquals(r.getAsJsonArray("term").get(i).getAsString(), v.term());
        double gvif = r.getAsJsonArray("gvif").get(i).getAsDouble();
        assertEquals(gvif, v.gvif(), 1e-10 * gvif, v.term());
        assertEquals(r.getAsJsonArray("df").get(i).getAsInt(), v.df());
        assertEquals(r.getAsJsonArray("scaled").get(i).getAsDouble(), v.scaled(), 1e-9);
      }
    }
    IllegalArgumentException one =
        assertThrows(
            IllegalArgumentException.class,
            () -> Lm.fit("mpg ~ wt", LmReference.table("mtcars", null)).vif());
    assertTrue(one.getMessage().contains("one term"), one.getMessage());
  }

  private static GroupingFactor group(JsonArray values, String name) {
    List<String> all =
        java.util.stream.StreamSupport.stream(values.spliterator(), false)
            .map(JsonElement::getAsString)
            .toList();
    List<String> levels = all.stream().distinct().sorted().toList();
    return new GroupingFactor(name, all.stream().mapToInt(levels::indexOf).toArray(), levels);
  }

  @Test
  void friedmanWithTies() {
    JsonObject f = R.getAsJsonObject("friedman");
    double[] score = new double[16];
    for (int i = 0; i < score.length; i++) {
      score[i] = f.getAsJsonArray("score").get(i).getAsDouble();
    }
    GroupingFactor wine = group(f.getAsJsonArray("wine"), "wine");
    GroupingFactor judge = group(f.getAsJsonArray("judge"), "judge");
    FriedmanTest test = FriedmanTest.of(score, wine, judge);
    assertEquals(f.getAsJsonArray("value").get(0).getAsDouble(), test.statistic(), 1e-12);
    assertEquals(f.getAsJsonArray("value").get(1).getAsInt(), test.df());
    assertEquals(f.getAsJsonArray("value").get(2).getAsDouble(), test.pValue(), 1e-12);
    InferenceException e =
        assertThrows(InferenceException.class, () -> FriedmanTest.of(score, wine, wine));
    assertTrue(e.getMessage().contains("there are 4 of wine a at a"), e.getMessage());
  }
}
