package dev.henderson.stats.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lmm.Deletion;
import dev.henderson.stats.lmm.DeletionRefits;
import dev.henderson.stats.lmm.LinearMixedModel;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.ProfileLikelihood.Parameter;
import dev.henderson.stats.lmm.RowLeverage;
import dev.henderson.stats.mixed.FitOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/** Refits without groups and rows against R 4.2.2, lme4 1.1-31, by influence_reference.R. */
class MixedInfluenceTest {
  private static final JsonObject REFERENCE = reference();

  private static JsonObject reference() {
    try (InputStream in =
        MixedInfluenceTest.class.getResourceAsStream("/reference/infer/influence.json")) {
      return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JsonObject> entries() {
    return REFERENCE.getAsJsonArray("entries").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static LmmFit fit(String data, String formula, boolean reml, boolean weighted) {
    Table table = Dataset.find(data).orElseThrow().load();
    DesignOptions options = DesignOptions.defaults();
    if (weighted) {
      double[] w = new double[table.rowCount()];
      for (int i = 0; i < w.length; i++) {
        w[i] = List.of(1.0, 2.0, 0.5).get(i % 3);
      }
      options = options.withWeights(w);
    }
    return LinearMixedModel.of(
            Design.mixed(Formula.parse(formula), ModelFrame.of(data, table), options))
        .fit(FitOptions.defaults().withReml(reml));
  }

  private static GroupingFactor group(String data, String column) {
    Table table = Dataset.find(data).orElseThrow().load();
    Map<String, Integer> place = new LinkedHashMap<>();
    int[] index = new int[table.rowCount()];
    for (int i = 0; i < index.length; i++) {
      String label = table.getString(i, column);
      place.putIfAbsent(label, place.size());
      index[i] = place.get(label);
    }
    return new GroupingFactor(column, index, new ArrayList<>(place.keySet()));
  }

  private static MixedInfluence influence(JsonObject r) {
    LmmFit fit =
        fit(
            r.get("data").getAsString(),
            r.get("formula").getAsString(),
            r.get("reml").getAsBoolean(),
            r.get("weighted").getAsBoolean());
    String by = r.get("group").getAsString();
    if (by.equals("row")) {
      List<String> labels = new ArrayList<>();
      for (int i = 1; i <= fit.nobs(); i++) {
        labels.add(Integer.toString(i));
      }
      return MixedInfluence.ofRows(fit, labels, MixedInfluence.Method.EXACT, () -> false);
    }
    return MixedInfluence.ofGroups(
        fit, group(r.get("data").getAsString(), by), MixedInfluence.Method.EXACT, () -> false);
  }

  /**
   * Estimates, standard errors and variance parameters of every refit. The tolerances are what
   * lme4's derivative-free search leaves: a few 1e-6 of a standard error.
   */
  @ParameterizedTest
  @MethodSource("entries")
  void refitsAgreeWithLme4(JsonObject r) {
    MixedInfluence influence = influence(r);
    JsonArray without = r.getAsJsonArray("without");
    assertEquals(without.size(), influence.labels().size());
    double sigma = influence.fit().sigma();
    for (int i = 0; i < without.size(); i++) {
      JsonObject expected = without.get(i).getAsJsonObject();
      String level = expected.get("level").getAsString();
      assertEquals(level, influence.labels().get(i));
      Deletion d = influence.deletions().get(i);
      assertTrue(d.converged());
      for (int j = 0; j < influence.fit().fixef().size(); j++) {
        double se = expected.getAsJsonArray("se").get(j).getAsDouble();
        double b = expected.getAsJsonArray("fixef").get(j).getAsDouble();
        assertEquals(b, d.fixef(j), 2e-5 * se, level);
        assertEquals(se, d.standardError(j), 2e-4 * se, level);
      }
      JsonObject par = expected.getAsJsonObject("par");
      List<Parameter> parameters = influence.parameters();
      for (int k = 0; k < parameters.size(); k++) {
        String name = parameters.get(k).name();
        if (par.has(name) && !par.get(name).isJsonNull()) {
          double tolerance = name.startsWith("cor") ? 1e-3 : 2e-4 * sigma;
          assertEquals(par.get(name).getAsDouble(), d.value(k), tolerance, level + " " + name);
        }
      }
      double cook = r.getAsJsonArray("cook").get(i).getAsDouble();
      assertEquals(cook, influence.cooksDistance(i), 2e-4 * cook + 1e-7, level);
    }
  }

  /** {@code hatvalues}; the weighted ones too. */
  @ParameterizedTest
  @MethodSource("entries")
  void leveragesAgreeWithLme4(JsonObject r) {
    double[] expected =
        r.getAsJsonArray("hat").asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
    double[] hat =
        fit(
                r.get("data").getAsString(),
                r.get("formula").getAsString(),
                r.get("reml").getAsBoolean(),
                r.get("weighted").getAsBoolean())
            .leverage()
            .whole();
    assertArrayEquals(expected, hat, 2e-5);
  }

  /** lme4's own influence(): its sign is the other, its Cook's distance has (n − p)/n in front. */
  @Test
  void agreesWithLme4sInfluence() {
    JsonObject r = REFERENCE.getAsJsonObject("lme4");
    LmmFit fit = fit("sleepstudy", "Reaction ~ Days + (Days | Subject)", true, false);
    MixedInfluence influence =
        MixedInfluence.ofGroups(fit, group("sleepstudy", "Subject"), null, () -> false);
    assertEquals(MixedInfluence.Method.EXACT, influence.method());
    double n = r.get("n").getAsDouble();
    double p = r.get("p").getAsDouble();
    for (int i = 0; i < n; i++) {
      double cook = r.getAsJsonArray("cook").get(i).getAsDouble() * n / (n - p);
      assertEquals(cook, influence.cooksDistance(i), 1e-4 * cook + 1e-7);
      for (int j = 0; j < p; j++) {
        assertEquals(
            -r.getAsJsonArray("dfbetas").get(i).getAsJsonArray().get(j).getAsDouble(),
            influence.dfbetas(i, j),
            1e-4);
      }
    }
  }

  /** Taking rows out of the cross products is fitting the other rows: no shortcut in it. */
  @Test
  void sameAsFittingTheRestAlone() {
    Table all = Dataset.find("sleepstudy").orElseThrow().load();
    Table rest = all.where(all.categoricalColumn("Subject").asStringColumn().isNotEqualTo("335"));
    LmmFit alone =
        LinearMixedModel.of(
                Formula.parse("Reaction ~ Days + (Days | Subject)"), ModelFrame.of("rest", rest))
            .fit();
    LmmFit fit = fit("sleepstudy", "Reaction ~ Days + (Days | Subject)", true, false);
    MixedInfluence influence =
        MixedInfluence.ofGroups(fit, group("sleepstudy", "Subject"), null, () -> false);
    int at = influence.labels().indexOf("335");
    Deletion d = influence.deletions().get(at);
    assertEquals(10, d.rows());
    for (int j = 0; j < 2; j++) {
      assertEquals(alone.fixef().estimate(j), d.fixef(j), 1e-6);
      assertEquals(alone.fixef().standardError(j), d.standardError(j), 1e-5);
    }
    assertEquals(alone.varCorr().get(0).sd(0), d.value(0), 1e-4);
    assertEquals(at, influence.byCook()[1], "335 has the second largest distance");
  }

  /** With theta held, one row's closed form is what taking the row out of the products gives. */
  @Test
  void closedFormOfARow() {
    LmmFit fit = fit("Machines", "score ~ Machine + (Machine | Worker)", true, false);
    checkClosedForm(fit);
    checkClosedForm(fit("sleepstudy", "Reaction ~ Days + (Days | Subject)", false, true));
  }

  private static void checkClosedForm(LmmFit fit) {
    DeletionRefits refits = fit.deletions();
    RowLeverage leverage = fit.leverage();
    for (int row : new int[] {0, 17, 40, 53}) {
      Deletion slow = refits.withoutHoldingTheta(new int[] {row});
      Deletion quick = refits.withoutRow(leverage, row);
      for (int j = 0; j < fit.fixef().size(); j++) {
        assertEquals(slow.fixef(j), quick.fixef(j), 1e-8);
        assertEquals(slow.standardError(j), quick.standardError(j), 1e-8);
      }
      for (int k = 0; k < refits.parameters().size(); k++) {
        assertEquals(slow.value(k), quick.value(k), 1e-8, refits.parameters().get(k).name());
      }
    }
  }

  /** Leverages add up to the effective number of parameters, the fixed part's to less than p. */
  @Test
  void leveragesAreLeverages() {
    LmmFit fit = fit("sleepstudy", "Reaction ~ Days + (Days | Subject)", true, false);
    double[] whole = fit.leverage().whole();
    double[] fixed = fit.leverage().fixed();
    for (int i = 0; i < whole.length; i++) {
      assertTrue(fixed[i] > 0 && fixed[i] < whole[i] && whole[i] < 1);
    }
  }

  /** What cannot be estimated without a group is missing, not wrong. */
  @Test
  void notEstimable() {
    LmmFit fit = fit("Machines", "score ~ Machine + (1 | Worker)", true, false);
    MixedInfluence influence =
        MixedInfluence.ofGroups(fit, group("Machines", "Machine"), null, () -> false);
    for (int i = 0; i < 3; i++) {
      assertFalse(influence.deletions().get(i).isEstimable());
      assertTrue(Double.isNaN(influence.cooksDistance(i)));
    }
  }

  @Test
  void canBeInterrupted() {
    LmmFit fit = fit("sleepstudy", "Reaction ~ Days + (Days | Subject)", true, false);
    assertThrows(
        CancellationException.class,
        () -> MixedInfluence.ofGroups(fit, group("sleepstudy", "Subject"), null, () -> true));
  }
}
