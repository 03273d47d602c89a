package dev.henderson.stats.emm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.henderson.stats.infer.Adjustment;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.lmm.ReferenceModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The {@code emmeans} records of lmer.json: emmeans 1.8.4 with Satterthwaite's degrees of freedom.
 * Means, standard errors, df, limits to 1e-5, p values by the studentised range to 1e-6.
 */
class LmerEmmeansTest {
  static List<ReferenceModel> models() {
    return ReferenceModel.all().stream()
        .filter(m -> m.r.has("emmeans") && m.r.get("emmeans").isJsonArray())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void agrees(ReferenceModel m) {
    LinearBasis basis = LinearBasis.of(m.fit(), DegreesOfFreedom.SATTERTHWAITE);
    for (JsonElement e : m.r.getAsJsonArray("emmeans")) {
      JsonObject r = e.getAsJsonObject();
      EmmSpec spec = EmmSpec.parse(r.get("spec").getAsString());
      EmmGrid means =
          ReferenceGrid.of(basis, Map.of()).means(spec.specs(), spec.by(), Weighting.EQUAL);
      compare(m + " " + spec, r.getAsJsonArray("means"), means.table(EmmOptions.defaults()));
      if (spec.method().isPresent()) {
        Adjustment adjustment = Adjustment.named(r.get("adjust").getAsString());
        compare(
            m + " " + spec,
            r.getAsJsonArray("contrasts"),
            means
                .contrast(ContrastMethod.named(spec.method().get()))
                .table(EmmOptions.defaults().withAdjustment(adjustment)));
      }
    }
  }

  private static void compare(String what, JsonArray r, EmmTable ours) {
    assertEquals(r.size(), ours.rows().size(), what);
    for (int i = 0; i < r.size(); i++) {
      JsonObject row = r.get(i).getAsJsonObject();
      EmmRow own = ours.rows().get(i);
      for (int c = 0; c < ours.columns().size(); c++) {
        assertEquals(row.get(ours.columns().get(c)).getAsString(), own.labels().get(c), what);
      }
      String at = what + " " + own.labels();
      near(row, row.has("emmean") ? "emmean" : "estimate", own.estimate(), 1e-5, at);
      near(row, "SE", own.standardError(), 1e-5, at);
      near(row, "df", own.df(), 1e-5, at);
      if (row.has("lower.CL")) {
        near(row, "lower.CL", own.low(), 1e-5, at);
        near(row, "upper.CL", own.high(), 1e-5, at);
      } else {
        near(row, "t.ratio", own.statistic(), 1e-5, at);
        assertEquals(row.get("p.value").getAsDouble(), own.pValue(), 1e-6, at);
      }
    }
  }

  private static void near(JsonObject r, String key, double actual, double tolerance, String at) {
    double expected = r.get(key).getAsDouble();
    assertEquals(expected, actual, tolerance * Math.abs(expected) + 1e-9, key + " of " + at);
  }
}
