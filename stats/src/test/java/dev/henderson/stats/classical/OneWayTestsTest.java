package dev.henderson.stats.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.lm.LinearModel;
import dev.henderson.stats.lm.LmReference;
import org.junit.jupiter.api.Test;

/** R 4.2.2's oneway.test, kruskal.test, bartlett.test and car's leveneTest, by lm_more.R. */
class OneWayTestsTest {
  private final JsonObject r =
      JsonParser.parseString(LmReference.text("/reference/lm/more.json"))
          .getAsJsonObject()
          .getAsJsonObject("oneway");

  private void check(String key, OneWayTests.Test found) {
    JsonArray e = r.getAsJsonArray(key);
    assertEquals(e.get(0).getAsDouble(), found.statistic(), 1e-10, key);
    assertEquals(e.get(1).getAsDouble(), found.df(), 1e-10, key);
    boolean f = e.size() == 4;
    if (f) {
      assertEquals(e.get(2).getAsDouble(), found.denominator(), 1e-9, key);
    }
    assertEquals(e.get(f ? 3 : 2).getAsDouble(), found.pValue(), 1e-10, key);
  }

  @Test
  void agreeWithR() {
    LinearModel m =
        LinearModel.of(
            Formula.parse(r.get("formula").getAsString()), LmReference.frame("unbalanced", null));
    OneWayTests tests = OneWayTests.of(m.response(), m.design().factors().get(0));
    check("welch", tests.welch());
    check("kruskal", tests.kruskal());
    check("bartlett", tests.bartlett());
    check("levene", tests.levene(true));
    check("levene_mean", tests.levene(false));
  }
}
