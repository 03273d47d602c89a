package dev.henderson.stats.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.lm.LmReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Intervals of effect sizes against roots of R's pf(ncp = ): src/test/R/lm_edges.R. */
class EffectIntervalsTest {
  private static EffectSizes sizes(String formula, String data) {
    return EffectSizes.of(
        AovFit.of(Formula.parse(formula), LmReference.frame(data, null)), List.of(), 0.9);
  }

  @Test
  void agreesWithR() {
    for (JsonElement e :
        JsonParser.parseString(LmReference.text("/reference/lm/edges.json"))
            .getAsJsonObject()
            .getAsJsonArray("omega")) {
      JsonObject r = e.getAsJsonObject();
      EffectSizes ours = sizes(r.get("formula").getAsString(), r.get("data").getAsString());
      assertEquals(r.getAsJsonArray("rows").size(), ours.rows().size());
      for (int i = 0; i < ours.rows().size(); i++) {
        JsonObject x = r.getAsJsonArray("rows").get(i).getAsJsonObject();
        EffectSizes.Row row = ours.rows().get(i);
        assertEquals(x.get("term").getAsString(), row.term());
        assertEquals(x.get("omega").getAsDouble(), row.omega().value(), 1e-10);
        // R's noncentral sum is good to about 1e-9.
        assertEquals(x.get("low").getAsDouble(), row.omega().low(), 1e-7);
        assertEquals(x.get("high").getAsDouble(), row.omega().high(), 1e-7);
        assertEquals(x.get("eta_low").getAsDouble(), row.partial().low(), 1e-7);
        assertEquals(x.get("eta_high").getAsDouble(), row.partial().high(), 1e-7);
        // At 90% zero is left out exactly where the test rejects at 5%.
        boolean rejects = x.get("p").getAsDouble() < 0.05;
        assertEquals(rejects, row.omega().low() > 0, row.term());
        assertEquals(rejects, row.partial().low() > 0, row.term());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mpg ~ factor(cyl) * factor(am)",
        "qsec ~ factor(gear) + factor(carb) + wt + drat",
        "hp ~ factor(am) + factor(gear) + drat",
        "drat ~ factor(carb) + qsec + disp"
      })
  void omegaLiesInItsInterval(String formula) {
    EffectSizes sizes = sizes(formula, "mtcars");
    for (EffectSizes.Row row : sizes.rows()) {
      assertTrue(row.omega().low() <= row.omega().value(), row.toString());
      assertTrue(row.omega().value() <= row.omega().high(), row.toString());
      assertTrue(row.partial().low() <= row.partial().value(), row.toString());
    }
  }
}
