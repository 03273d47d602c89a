package dev.henderson.stats.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.lm.LmReference;
import dev.henderson.stats.model.Diagnostic;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers inside Error() against R 4.2.2's aov: src/test/R/lm_edges.R. */
class ErrorNumbersTest {
  static List<JsonObject> models() {
    JsonArray all =
        JsonParser.parseString(LmReference.text("/reference/lm/edges.json"))
            .getAsJsonObject()
            .getAsJsonArray("strata");
    return StreamSupport.stream(all.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static AovFit fit(String formula, String data) {
    return AovFit.of(Formula.parse(formula), LmReference.frame(data, null));
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithR(JsonObject r) {
    AovFit fit = fit(r.get("formula").getAsString(), r.get("data").getAsString());
    JsonArray strata = r.getAsJsonArray("rows");
    assertEquals(strata.size(), fit.strata().size());
    for (int s = 0; s < strata.size(); s++) {
      JsonObject expected = strata.get(s).getAsJsonObject();
      List<AnovaRow> rows = fit.strata().get(s).rows();
      assertEquals(expected.getAsJsonArray("term").size(), rows.size());
      for (int i = 0; i < rows.size(); i++) {
        assertEquals(expected.getAsJsonArray("term").get(i).getAsString(), rows.get(i).term());
        assertEquals(expected.getAsJsonArray("df").get(i).getAsInt(), rows.get(i).df());
        double ss = expected.getAsJsonArray("ss").get(i).getAsDouble();
        assertEquals(ss, rows.get(i).sumSq(), 1e-9 * ss);
        if (!rows.get(i).isResidual() && !Double.isNaN(rows.get(i).f())) {
          double f = expected.getAsJsonArray("f").get(i).getAsDouble();
          assertEquals(f, rows.get(i).f(), 1e-9 * f);
        }
      }
    }
    List<String> notes =
        fit.diagnostics().stream()
            .filter(d -> d.code().equals("numbers-as-units"))
            .map(Diagnostic::message)
            .toList();
    assertEquals(r.has("note") ? 1 : 0, notes.size());
    if (r.has("note")) {
      assertTrue(notes.get(0).startsWith(r.get("note").getAsString() + " is"), notes.get(0));
    }
  }

  @Test
  void slopesAreNoReplication() {
    AovFit fit = fit("distance ~ age * Sex + Error(Subject/age)", "Orthodont");
    assertFalse(fit.strata().stream().anyMatch(fit::isReplication));
    assertTrue(
        fit.diagnostics().stream().noneMatch(d -> d.code().equals("replicates")),
        fit.diagnostics().toString());
  }
}
