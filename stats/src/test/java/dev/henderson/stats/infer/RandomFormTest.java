package dev.henderson.stats.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.henderson.stats.dist.Normal;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.PredictionErrors;
import dev.henderson.stats.lmm.ReferenceModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions given some random effects: src/test/R/predict_reference.R (lme4 1.1-31). */
class RandomFormTest {
  static List<InferenceReference> some() {
    return InferenceReference.part("predict.json", "some");
  }

  static List<InferenceReference> transforms() {
    return InferenceReference.part("predict.json", "transforms");
  }

  private static double number(JsonObject r, String key, int i) {
    JsonArray array = r.getAsJsonArray(key);
    return array.get(i).getAsDouble();
  }

  @ParameterizedTest
  @MethodSource("some")
  void someRandomEffects(InferenceReference m) {
    LmmFit fit = m.fit("formula", true);
    RandomForm form = RandomForm.of(Formula.parse(m.r.get("form").getAsString()), fit);
    ModelFrame data = PredictionsTest.newData(m.r.getAsJsonArray("newdata"));
    Predictions ours = Predictions.of(fit, data, form, 0.9);
    double s2 = Math.pow(m.r.get("sigma").getAsDouble(), 2);
    double z = Normal.quantile(0.95);
    for (int i = 0; i < ours.rows().size(); i++) {
      Predictions.Row row = ours.rows().get(i);
      double fitted = number(m.r, "fitted", i);
      double se = number(m.r, "se", i);
      assertEquals(fitted, row.fitted(), 1e-5 * Math.abs(fitted), "fitted " + i);
      assertEquals(se, row.standardError(), 1e-4 * se, "se " + i);
      double wide = z * Math.sqrt(se * se + number(m.r, "left", i) + s2);
      assertEquals(wide, row.highObservation() - row.fitted(), 1e-4 * wide, "prediction " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void transformsRememberTheData(InferenceReference m) {
    LmmFit fit = m.fit("formula", true);
    ModelFrame data = PredictionsTest.newData(m.r.getAsJsonArray("newdata"));
    Predictions ours = Predictions.of(fit, data, RandomForm.NONE, 0.95);
    for (int i = 0; i < ours.rows().size(); i++) {
      double fitted = number(m.r, "fitted", i);
      assertEquals(fitted, ours.rows().get(i).fitted(), 1e-6 * Math.abs(fitted), "row " + i);
    }
  }

  /** Solved for once or row by row, the variance is the same. */
  @ParameterizedTest
  @ValueSource(strings = {"machines", "pastes-nested", "instlike-offset", "sleep-zerocorr"})
  void preparedVariances(String id) {
    LmmFit fit = ReferenceModel.of(id).fit();
    int terms = fit.data().random().size();
    int[][] levels = new int[terms][fit.nobs()];
    for (int t = 0; t < terms; t++) {
      for (int i = 0; i < fit.nobs(); i++) {
        // The last term has no part in every third row.
        boolean out = t == terms - 1 && i % 3 == 0;
        levels[t][i] = out ? -1 : fit.data().random().get(t).group().levelOf(i);
      }
    }
    PredictionErrors direct = fit.predictor();
    PredictionErrors prepared = fit.predictor();
    prepared.prepare(levels);
    double[] x = new double[fit.data().fixed().columns()];
    for (int i = 0; i < fit.nobs(); i += 7) {
      fit.data().fixed().read().copyRow(i, x, 0);
      double[][] z = new double[terms][];
      int[] at = new int[terms];
      for (int t = 0; t < terms; t++) {
        z[t] = new double[fit.data().random().get(t).effects().columns()];
        fit.data().random().get(t).effects().read().copyRow(i, z[t], 0);
        at[t] = levels[t][i];
      }
      double expected = direct.variance(x, z, at);
      assertEquals(expected, prepared.variance(x, z, at), 1e-9 * expected, "row " + i);
    }
  }

  @Test
  void whatTheFitDoesNotHave() {
    LmmFit fit = InferenceReference.fit("Machines", "score ~ Machine + (Machine | Worker)", true);
    assertSame(RandomForm.NONE, RandomForm.of(Formula.parse("~ 0"), fit));
    assertTrue(RandomForm.of(Formula.parse("~ (1 | Worker)"), fit).uses(0, 0));
    for (String form :
        List.of("~ (1 | Werker)", "~ (Days | Worker)", "~ (0 + Machine | Worker)", "~ Machine")) {
      FormulaException e =
          assertThrows(FormulaException.class, () -> RandomForm.of(Formula.parse(form), fit), form);
      assertTrue(e.suggestion().orElse("").contains("| Worker)"), e.suggestion().orElse(""));
    }
  }
}
