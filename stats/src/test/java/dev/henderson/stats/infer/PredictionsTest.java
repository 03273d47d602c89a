package dev.henderson.stats.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.ReferenceModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Predictions against predict() of lme4 1.1-31, their standard errors against Henderson's
 * mixed-model equations solved densely in R: src/test/R/infer_reference.R.
 */
class PredictionsTest {
  static List<InferenceReference> predicted() {
    return InferenceReference.part("predict");
  }

  static ModelFrame newData(JsonArray rows) {
    Table table = Table.create("new");
    for (String name : rows.get(0).getAsJsonObject().keySet()) {
      boolean number = rows.get(0).getAsJsonObject().getAsJsonPrimitive(name).isNumber();
      DoubleColumn numbers = DoubleColumn.create(name);
      StringColumn words = StringColumn.create(name);
      for (JsonElement e : rows) {
        if (number) {
          numbers.append(e.getAsJsonObject().get(name).getAsDouble());
        } else {
          words.append(e.getAsJsonObject().get(name).getAsString());
        }
      }
      table.addColumns(number ? numbers : words);
    }
    return ModelFrame.of("new", table);
  }

  @ParameterizedTest
  @MethodSource("predicted")
  void agreesWithLme4(InferenceReference m) {
    LmmFit fit = m.fit("formula", true);
    ModelFrame data = newData(m.r.getAsJsonArray("newdata"));
    Predictions all = Predictions.of(fit, data, RandomForm.ALL, 0.95);
    Predictions none = Predictions.of(fit, data, RandomForm.NONE, 0.95);
    double s2 = Math.pow(m.r.get("sigma").getAsDouble(), 2);
    for (int i = 0; i < all.rows().size(); i++) {
      Predictions.Row a = all.rows().get(i);
      near(m.r, "conditional", i, a.fitted());
      near(m.r, "se_conditional", i, a.standardError());
      double wide = a.highObservation() - a.fitted();
      double se = m.r.getAsJsonArray("se_conditional").get(i).getAsDouble();
      assertEquals(1.959963984540 * Math.sqrt(se * se + s2), wide, 1e-4 * wide);
      Predictions.Row p = none.rows().get(i);
      near(m.r, "population", i, p.fitted());
      near(m.r, "se_population", i, p.standardError());
      // Prediction over confidence interval: the same quantile, another variance.
      double se0 = m.r.getAsJsonArray("se_population").get(i).getAsDouble();
      double random = m.r.getAsJsonArray("var_random").get(i).getAsDouble();
      double ratio = (p.highObservation() - p.fitted()) / (p.high() - p.fitted());
      assertEquals(Math.sqrt(1 + (random + s2) / (se0 * se0)), ratio, 1e-4 * ratio);
    }
    assertTrue(none.notes().isEmpty());
    assertTrue(all.notes().stream().allMatch(n -> n.contains("not seen")));
    assertTrue(!all.notes().isEmpty());
  }

  private static void near(JsonObject r, String key, int i, double actual) {
    double expected = r.getAsJsonArray(key).get(i).getAsDouble();
    assertEquals(expected, actual, 1e-4 * Math.abs(expected), key + " " + i);
  }

  /** On the rows of the fit, predictions are the fitted values. */
  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {"cake", "machines", "sleep-poly", "pastes-nested", "instlike-offset", "oats"})
  void predictsItsOwnRows(String id) {
    ReferenceModel m = ReferenceModel.of(id);
    LmmFit fit = m.fit();
    ModelFrame data = ModelFrame.of("d", ReferenceModel.table(m.r.get("data").getAsString()));
    Predictions all = Predictions.of(fit, data, RandomForm.ALL, 0.95);
    Predictions none = Predictions.of(fit, data, RandomForm.NONE, 0.95);
    for (int i = 0; i < fit.nobs(); i++) {
      double size = 1e-9 * Math.abs(fit.fitted()[i]);
      assertEquals(fit.fitted()[i], all.rows().get(i).fitted(), size);
      assertEquals(fit.fittedFixed()[i], none.rows().get(i).fitted(), size);
    }
  }

  @Test
  void missingValuesAndUnknownLevels() {
    LmmFit fit = InferenceReference.fit("cake", "angle ~ recipe + temp + (1 | replicate)", true);
    Table table =
        Table.create(
            StringColumn.create("recipe", "A", "B"),
            DoubleColumn.create("temp", 200.0, Double.NaN),
            StringColumn.create("replicate", "1", "2"));
    Predictions p = Predictions.of(fit, ModelFrame.of("new", table), RandomForm.ALL, 0.95);
    assertTrue(Double.isFinite(p.rows().get(0).fitted()));
    assertTrue(Double.isNaN(p.rows().get(1).fitted()));
    Table wrong =
        Table.create(
            StringColumn.create("recipe", "Z"),
            DoubleColumn.create("temp", new double[] {200}),
            StringColumn.create("replicate", "1"));
    FormulaException e =
        assertThrows(
            FormulaException.class,
            () -> Predictions.of(fit, ModelFrame.of("new", wrong), RandomForm.ALL, 0.95));
    assertTrue(e.getMessage().contains("Z"), e.getMessage());
    Table lacking = Table.create(StringColumn.create("recipe", "A"));
    assertThrows(
        FormulaException.class,
        () -> Predictions.of(fit, ModelFrame.of("new", lacking), RandomForm.NONE, 0.95));
    Table noGroups =
        Table.create(
            StringColumn.create("recipe", "A"), DoubleColumn.create("temp", new double[] {200}));
    assertEquals(
        1,
        Predictions.of(fit, ModelFrame.of("new", noGroups), RandomForm.NONE, 0.95).rows().size());
  }
}
