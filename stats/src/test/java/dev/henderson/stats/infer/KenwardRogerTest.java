package dev.henderson.stats.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.lmm.ReferenceModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kenward-Roger's tables of lmer.json: pbkrtest 0.5.2 by way of lmerTest 3.1-3. */
class KenwardRogerTest {
  static List<ReferenceModel> models() {
    return ReferenceModel.all().stream()
        .filter(m -> m.r.has("kr") && m.r.get("kr").isJsonObject())
        // pbkrtest leaves prior weights out of V.
        .filter(m -> !m.id().equals("sleep-weights"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void coefficientsAgreeWithPbkrtest(ReferenceModel m) {
    List<CoefficientTest> rows =
        CoefficientTable.of(m.fit(), DegreesOfFreedom.KENWARD_ROGER, 0.95).rows();
    var r = m.r.getAsJsonObject("kr").getAsJsonArray("fixef");
    assertEquals(r.size(), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      JsonObject e = r.get(i).getAsJsonObject();
      CoefficientTest row = rows.get(i);
      String what = m.id() + " " + row.term();
      assertEquals(e.get("name").getAsString(), row.term());
      double se = e.get("Std. Error").getAsDouble();
      assertEquals(se, row.standardError(), 1e-5 * se, "SE of " + what);
      double df = e.get("df").getAsDouble();
      assertEquals(df, row.df(), 1e-4 * df, "df of " + what);
      double t = e.get("t value").getAsDouble();
      assertEquals(t, row.statistic(), 1e-5 * (1 + Math.abs(t)), "t of " + what);
    }
  }

  /** Reference by n × n algebra in R, src/test/R/kenward_roger_weights.R. */
  @Test
  void priorWeightsCount() throws IOException {
    JsonObject r;
    try (InputStream in =
        getClass().getResourceAsStream("/reference/infer/kenward-roger-weights.json")) {
      r =
          JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
              .getAsJsonObject();
    }
    List<CoefficientTest> rows =
        CoefficientTable.of(
                ReferenceModel.of("sleep-weights").fit(), DegreesOfFreedom.KENWARD_ROGER, 0.95)
            .rows();
    for (int i = 0; i < rows.size(); i++) {
      double se = r.getAsJsonArray("se").get(i).getAsDouble();
      double df = r.getAsJsonArray("df").get(i).getAsDouble();
      assertEquals(se, rows.get(i).standardError(), 1e-6 * se);
      assertEquals(df, rows.get(i).df(), 1e-5 * df);
    }
  }

  @Test
  void maximumLikelihoodIsRefused() {
    InferenceException e =
        assertThrows(
            InferenceException.class,
            () -> KenwardRoger.of(ReferenceModel.of("sleep-slope-ml").fit()));
    assertTrue(e.getMessage().contains("REML"));
  }
}
