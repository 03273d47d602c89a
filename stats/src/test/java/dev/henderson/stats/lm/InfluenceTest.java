package dev.henderson.stats.lm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.formula.Formula;
import org.junit.jupiter.api.Test;

/** Influence measures against R 4.2.2, by src/test/R/lm_more.R. */
class InfluenceTest {
  private final JsonObject r =
      JsonParser.parseString(LmReference.text("/reference/lm/more.json"))
          .getAsJsonObject()
          .getAsJsonObject("influence");
  private final LmFit fit =
      LinearModel.of(
              Formula.parse(r.get("formula").getAsString()), LmReference.frame("mtcars", null))
          .fit();

  private double[] expected(String key) {
    JsonArray a = r.getAsJsonArray(key);
    double[] out = new double[a.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = a.get(i).getAsDouble();
    }
    return out;
  }

  @Test
  void agreesWithR() {
    Influence influence = Influence.of(fit);
    assertArrayEquals(expected("hat"), influence.leverage(), 1e-11);
    assertArrayEquals(expected("rstandard"), influence.standardized(), 1e-11);
    assertArrayEquals(expected("rstudent"), influence.studentized(), 1e-11);
    assertArrayEquals(expected("sigma"), influence.sigmaWithout(), 1e-11);
    assertArrayEquals(expected("cook"), influence.cooksDistance(), 1e-11);
  }

  /** sandwich's vcovHC. */
  @Test
  void robustStandardErrors() {
    for (RobustVariance.Kind kind : RobustVariance.Kind.values()) {
      JsonArray a = r.getAsJsonObject("hc").getAsJsonArray(kind.name());
      double[] v = RobustVariance.covariance(fit, RobustVariance.Kind.named(kind.name()));
      for (int i = 0; i < a.size(); i++) {
        double se = Math.sqrt(v[i * a.size() + i]);
        assertEquals(a.get(i).getAsDouble(), se, 1e-11, kind.name());
      }
    }
  }
}
