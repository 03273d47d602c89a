package dev.henderson.stats.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.infer.PAdjustment;
import dev.henderson.stats.lm.LmReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TukeyHSD, p.adjust and pairwise.t.test of R 4.2.2, by src/test/R/lm_more.R and aov.json. */
class ComparisonsTest {
  private static final JsonObject MORE =
      JsonParser.parseString(LmReference.text("/reference/lm/more.json")).getAsJsonObject();

  private static double[] numbers(JsonElement e) {
    JsonArray a = e.getAsJsonArray();
    double[] out = new double[a.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = a.get(i).getAsDouble();
    }
    return out;
  }

  private static void tukey(JsonArray expected, TukeyHsd found) {
    assertEquals(expected.size(), found.rows().size());
    for (int i = 0; i < expected.size(); i++) {
      JsonObject r = expected.get(i).getAsJsonObject();
      MeanComparison c = found.rows().get(i);
      assertEquals(r.get("name").getAsString(), c.contrast());
      assertEquals(r.get("diff").getAsDouble(), c.difference(), 1e-9, c.contrast());
      assertEquals(r.get("p adj").getAsDouble(), c.pValue(), 1e-6, c.contrast());
      // R's qtukey is right to 1e-4 only; the ends of the intervals are as good.
      double half = c.high() - c.difference();
      assertEquals(r.get("lwr").getAsDouble(), c.low(), 1e-6 + 2e-5 * half, c.contrast());
      assertEquals(r.get("upr").getAsDouble(), c.high(), 1e-6 + 2e-5 * half, c.contrast());
    }
  }

  @Test
  void tukeyOfTheReferenceModels() {
    int seen = 0;
    for (LmReference m : LmReference.all("aov.json")) {
      if (m.r.has("tukey")) {
        AovFit fit = AovFit.of(m.formula(), m.frame());
        for (Map.Entry<String, JsonElement> t : m.r.getAsJsonObject("tukey").entrySet()) {
          tukey(t.getValue().getAsJsonArray(), TukeyHsd.of(fit, t.getKey(), 0.95));
          seen++;
        }
      }
    }
    assertEquals(2, seen);
  }

  @Test
  void tukeyOfUnbalancedDesignsAndInteractions() {
    for (JsonElement e : MORE.getAsJsonArray("tukey")) {
      JsonObject r = e.getAsJsonObject();
      AovFit fit =
          AovFit.of(
              Formula.parse(r.get("formula").getAsString()),
              LmReference.frame(r.get("data").getAsString(), null));
      tukey(r.getAsJsonArray("rows"), TukeyHsd.of(fit, r.get("term").getAsString(), 0.95));
    }
  }

  /**
   * R's {@code ordered = TRUE}, by src/test/R/tukey_ordered.R; of the same design as a %lm, too.
   */
  @Test
  void meansInIncreasingOrder() {
    String text = LmReference.text("/reference/lm/tukey_ordered.json");
    for (JsonElement e : JsonParser.parseString(text).getAsJsonArray()) {
      JsonObject r = e.getAsJsonObject();
      Formula formula = Formula.parse(r.get("formula").getAsString());
      AovFit fit = AovFit.of(formula, LmReference.frame("unbalanced", null));
      String term = r.get("term").getAsString();
      tukey(r.getAsJsonArray("rows"), TukeyHsd.of(fit, term, 0.95, true));
      AovFit behind = AovFit.of(fit.lm().orElseThrow());
      assertEquals(TukeyHsd.of(fit, term, 0.95), TukeyHsd.of(behind, term, 0.95));
    }
  }

  @Test
  void whatCannotBeComparedIsSaid() {
    AovFit fit =
        AovFit.of(Formula.parse("mpg ~ wt + factor(cyl)"), LmReference.frame("mtcars", null));
    assertEquals(List.of("factor(cyl)"), TukeyHsd.terms(fit));
    AovException e = assertThrows(AovException.class, () -> TukeyHsd.of(fit, "wt", 0.95));
    assertTrue(e.getMessage().contains("factor(cyl)"), e.getMessage());
  }

  /** Differences of ergoStool's types on the mean square of Subject:Type, 1.2106 on 24. */
  @Test
  void tukeyWithinAStratum() {
    AovFit strata =
        AovFit.of(
            Formula.parse("effort ~ Type + Error(Subject/Type)"),
            LmReference.frame("ergoStool", null));
    AovFit fixed =
        AovFit.of(Formula.parse("effort ~ Type + Subject"), LmReference.frame("ergoStool", null));
    List<MeanComparison> a = TukeyHsd.of(strata, "Type", 0.95).rows();
    List<MeanComparison> b = TukeyHsd.of(fixed, "Type", 0.95).rows();
    for (int i = 0; i < a.size(); i++) {
      assertEquals(b.get(i).difference(), a.get(i).difference(), 1e-12);
      assertEquals(b.get(i).pValue(), a.get(i).pValue(), 1e-12);
    }
  }

  @ParameterizedTest
  @EnumSource(value = PAdjustment.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void adjustments(PAdjustment adjustment) {
    JsonObject r = MORE.getAsJsonObject("adjust");
    assertArrayEquals(
        numbers(r.get(adjustment.toString())), adjustment.adjust(numbers(r.get("p"))), 1e-14);
    assertEquals(adjustment, PAdjustment.named(adjustment.toString()));
  }

  @Test
  void pairwiseTests() {
    JsonObject r = MORE.getAsJsonObject("pairwise");
    AovFit fit =
        AovFit.of(Formula.parse("breaks ~ tension"), LmReference.frame("unbalanced", null));
    var groups = fit.design().factors().get(0);
    for (String key : List.of("holm", "none", "welch")) {
      PAdjustment adjustment = key.equals("holm") ? PAdjustment.HOLM : PAdjustment.NONE;
      List<Double> p = new ArrayList<>();
      PairwiseTests.of(fit.response(), groups, adjustment, !key.equals("welch"))
          .rows()
          .forEach(c -> p.add(c.pValue()));
      assertArrayEquals(numbers(r.get(key)), p.stream().mapToDouble(v -> v).toArray(), 1e-12, key);
    }
  }
}
