package dev.henderson.stats.variation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.henderson.stats.infer.InferenceReference;
import dev.henderson.stats.lmm.LmmFit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * R² and intraclass correlations against performance 0.10.2 and the formulas written out in R,
 * principal components against rePCA of lme4 1.1-31: src/test/R/variance_reference.R.
 */
class VarianceSharesTest {
  /** lme4 names a nested group inner first. */
  private static final Map<String, String> NAMES =
      Map.of("cask:batch", "batch:cask", "Variety:Block", "Block:Variety");

  static List<InferenceReference> shares() {
    return InferenceReference.part("variance.json", "shares");
  }

  private static double number(JsonObject r, String key) {
    return r.get(key).getAsDouble();
  }

  private static List<JsonElement> list(JsonObject r, String key) {
    JsonElement e = r.get(key);
    return e.isJsonArray() ? e.getAsJsonArray().asList() : List.of(e);
  }

  @ParameterizedTest
  @MethodSource("shares")
  void sharesAndR2(InferenceReference m) {
    VarianceShares ours = VarianceShares.of(m.fit("formula", true));
    JsonObject own = m.r.getAsJsonObject("own");
    assertEquals(number(own, "fixed"), ours.fixed(), 1e-4 * (1 + number(own, "fixed")));
    Map<String, Double> parts = new HashMap<>();
    ours.groups().forEach(g -> parts.put(g.group(), g.variance()));
    for (int i = 0; i < parts.size(); i++) {
      String name = list(own, "groups").get(i).getAsString();
      double part = list(own, "parts").get(i).getAsDouble();
      assertEquals(part, parts.get(NAMES.getOrDefault(name, name)), 1e-4 * part, name);
    }
    near(own, ours);
    // performance leaves the slope out of the random variance where it is a term of its own (||).
    if (!m.toString().equals("zerocorr")) {
      near(m.r.getAsJsonObject("performance"), ours);
    }
    double sum = ours.groups().stream().mapToDouble(ours::icc).sum();
    assertEquals(ours.icc(), sum, 1e-12);
  }

  private static void near(JsonObject r, VarianceShares ours) {
    assertEquals(number(r, "r2m"), ours.marginalR2(), 2e-5);
    assertEquals(number(r, "r2c"), ours.conditionalR2(), 2e-5);
    assertEquals(number(r, "icc"), ours.icc(), 2e-5);
    assertEquals(number(r, "icc_unadjusted"), ours.iccUnadjusted(), 2e-5);
  }

  @ParameterizedTest
  @MethodSource("shares")
  void components(InferenceReference m) {
    Map<String, RandomEffectsPca.Group> ours = new HashMap<>();
    RandomEffectsPca.of(m.fit("formula", true)).groups().forEach(g -> ours.put(g.group(), g));
    for (JsonElement e : m.r.getAsJsonArray("pca")) {
      List<JsonElement> sd = list(e.getAsJsonObject(), "sdev");
      RandomEffectsPca.Group group = ours.get(e.getAsJsonObject().get("group").getAsString());
      assertEquals(sd.size() > 1, group != null);
      for (int i = 0; group != null && i < sd.size(); i++) {
        double expected = sd.get(i).getAsDouble();
        assertEquals(expected, group.components().get(i).sd(), 2e-4 * expected);
      }
    }
  }

  @Test
  void aLostDirectionHasNoVariance() {
    LmmFit fit =
        InferenceReference.fit("cake", "angle ~ recipe + temp + (temp | recipe:replicate)", true);
    assertTrue(fit.singular());
    List<RandomEffectsPca.Component> c = RandomEffectsPca.of(fit).groups().get(0).components();
    assertEquals(1, c.get(c.size() - 1).cumulative(), 1e-12);
    assertEquals(0, c.get(c.size() - 1).sd(), 1e-6);
  }
}
