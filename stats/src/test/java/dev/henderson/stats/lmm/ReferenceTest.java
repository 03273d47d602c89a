package dev.henderson.stats.lmm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.mixed.ConditionalModes;
import dev.henderson.stats.mixed.VarCorr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model of lmer.json against R. R's optimisers stop a little short, at singular fits visibly
 * so; tolerances are relative and wider there.
 */
class ReferenceTest {
  static List<ReferenceModel> models() {
    return ReferenceModel.all();
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithR(ReferenceModel m) {
    LmmFit fit = m.fit();
    double criterion = m.number("criterion");
    assertTrue(
        fit.criterion() <= criterion + 1e-7 * (1 + Math.abs(criterion)),
        () -> fit.criterion() + " is above R's " + criterion);
    assertEquals(criterion, fit.criterion(), 1e-6 * (1 + Math.abs(criterion)));
    assertTrue(fit.converged());
    assertTrue(fit.evaluations() <= 25, () -> "evaluations " + fit.evaluations());
    assertEquals(m.singular(), fit.singular());
    assertEquals(m.number("df"), fit.df());
    assertEquals(m.number("nobs"), fit.nobs());
    assertEquals(m.number("logLik"), fit.logLik(), 1e-6 * (1 + Math.abs(criterion)));
    assertEquals(m.number("AIC"), fit.aic(), 1e-6 * (1 + Math.abs(criterion)));
    assertEquals(m.number("BIC"), fit.bic(), 1e-6 * (1 + Math.abs(criterion)));
    double tolerance = m.singular() ? 1e-4 : 1e-5;
    near(m.number("sigma"), fit.sigma(), tolerance, "sigma");
    theta(m, fit);
    coefficients(m, fit, tolerance);
    varCorr(m, fit);
    ranef(m, fit);
    double[] fitted = fit.fitted();
    JsonArray first = m.r.getAsJsonArray("fitted");
    double size = 0;
    for (double v : fitted) {
      size = Math.max(size, Math.abs(v));
    }
    for (int i = 0; i < first.size(); i++) {
      assertEquals(first.get(i).getAsDouble(), fitted[i], 1e-5 * size, "fitted");
    }
    double ss = 0;
    for (double v : fit.residuals()) {
      ss += v * v;
    }
    near(m.number("residual_ss"), ss, 1e-4, "residual sum of squares");
  }

  static List<ReferenceModel> withKenwardRoger() {
    return ReferenceModel.all().stream()
        .filter(m -> m.r.has("kr"))
        // pbkrtest takes no notice of weights; see below.
        .filter(m -> m.r.get("weights").isJsonNull())
        .toList();
  }

  /** Against pbkrtest 0.5.2 on the model with rows multiplied: kenward_roger_weights.R. */
  @Test
  void kenwardRogerWithWeights() {
    LmmFit fit = ReferenceModel.of("sleep-weights").fit();
    List<CoefficientTest> rows =
        CoefficientTable.of(fit, DegreesOfFreedom.KENWARD_ROGER, 0.95).rows();
    near(7.496042028672, rows.get(0).standardError(), 1e-6, "SE");
    near(19.248862902, rows.get(0).df(), 1e-5, "df");
    near(0.763319251259, rows.get(1).standardError(), 1e-6, "SE");
    near(161, rows.get(1).df(), 1e-5, "df");
  }

  @Test
  void kenwardRogerNeedsReml() {
    LmmFit fit = ReferenceModel.of("sleep-slope-ml").fit();
    assertThrows(
        InferenceException.class,
        () -> CoefficientTable.of(fit, DegreesOfFreedom.KENWARD_ROGER, 0.95));
  }

  /** Against pbkrtest 0.5.2, through lmerTest. */
  @ParameterizedTest
  @MethodSource("withKenwardRoger")
  void kenwardRogerAgreesWithPbkrtest(ReferenceModel m) {
    List<CoefficientTest> rows =
        CoefficientTable.of(m.fit(), DegreesOfFreedom.KENWARD_ROGER, 0.95).rows();
    JsonArray r = m.r.getAsJsonObject("kr").getAsJsonArray("fixef");
    for (int i = 0; i < r.size(); i++) {
      JsonObject e = r.get(i).getAsJsonObject();
      String name = e.get("name").getAsString();
      near(e.get("Std. Error").getAsDouble(), rows.get(i).standardError(), 1e-4, "SE of " + name);
      near(e.get("df").getAsDouble(), rows.get(i).df(), 1e-3, "df of " + name);
    }
  }

  private static void near(double expected, double actual, double tolerance, String what) {
    assertEquals(expected, actual, tolerance * Math.abs(expected) + 1e-12, what);
  }

  private static void theta(ReferenceModel m, LmmFit fit) {
    double[] r = ExportedModel.numbers(m.r.get("theta"));
    double[] theta = fit.theta();
    assertEquals(r.length, theta.length);
    double size = 1e-3;
    for (double v : r) {
      size = Math.max(size, Math.abs(v));
    }
    for (int i = 0; i < r.length; i++) {
      assertEquals(r[i], theta[i], (m.singular() ? 1e-3 : 1e-4) * size, "theta " + i);
    }
  }

  private static void coefficients(ReferenceModel m, LmmFit fit, double tolerance) {
    List<CoefficientTest> rows =
        CoefficientTable.of(fit, DegreesOfFreedom.SATTERTHWAITE, 0.95).rows();
    JsonArray r = m.r.getAsJsonArray("fixef");
    assertEquals(r.size(), rows.size());
    for (int i = 0; i < r.size(); i++) {
      JsonObject e = r.get(i).getAsJsonObject();
      CoefficientTest row = rows.get(i);
      String name = e.get("name").getAsString();
      assertEquals(name, row.term());
      double se = e.get("Std. Error").getAsDouble();
      // An estimate near zero is as good as its standard error says.
      double estimate = e.get("Estimate").getAsDouble();
      assertEquals(estimate, row.estimate(), tolerance * Math.max(Math.abs(estimate), se), name);
      near(se, row.standardError(), tolerance, "SE of " + name);
      near(e.get("df").getAsDouble(), row.df(), 1e-3, "df of " + name);
      double p = e.get("Pr(>|t|)").getAsDouble();
      // A relative error in t is multiplied in the tail.
      near(p, row.pValue(), 1e-3 * (1 + row.statistic() * row.statistic() / 10), "p of " + name);
      for (int j = 0; j < r.size(); j++) {
        double v = m.r.getAsJsonArray("vcov").get(i).getAsJsonArray().get(j).getAsDouble();
        double scale = se * r.get(j).getAsJsonObject().get("Std. Error").getAsDouble();
        assertEquals(v, fit.fixef().vcov(i, j), 3 * tolerance * scale, "vcov");
      }
    }
  }

  private static void varCorr(ReferenceModel m, LmmFit fit) {
    double largest = 0;
    for (JsonElement e : m.r.getAsJsonArray("varcorr")) {
      largest = Math.max(largest, Math.abs(e.getAsJsonObject().get("vcov").getAsDouble()));
    }
    for (JsonElement e : m.r.getAsJsonArray("varcorr")) {
      JsonObject row = e.getAsJsonObject();
      if (row.get("var1").isJsonNull()) {
        continue;
      }
      String a = row.get("var1").getAsString();
      String b = row.get("var2").isJsonNull() ? a : row.get("var2").getAsString();
      // lme4 numbers repeated groups (Subject, Subject.1); find the term that has the effects.
      String group = row.get("grp").getAsString().replaceAll("\\.\\d+$", "");
      VarCorr v =
          fit.varCorr().stream()
              .filter(c -> sameParts(c.group(), group) && c.effects().contains(a))
              .filter(c -> c.effects().contains(b))
              .findFirst()
              .orElseThrow(() -> new AssertionError(group + " " + a + " not found"));
      double actual = v.covariance(v.effects().indexOf(a), v.effects().indexOf(b));
      assertEquals(
          row.get("vcov").getAsDouble(), actual, 2e-4 * largest, group + " " + a + " " + b);
    }
  }

  private static void ranef(ReferenceModel m, LmmFit fit) {
    for (JsonElement e : m.r.getAsJsonArray("ranef")) {
      JsonObject group = e.getAsJsonObject();
      List<String> names = strings(group.get("names"));
      for (int a = 0; a < names.size(); a++) {
        String effect = names.get(a);
        ConditionalModes modes =
            fit.ranef().stream()
                .filter(c -> sameParts(c.group(), group.get("grp").getAsString()))
                .filter(c -> c.effects().contains(effect))
                .findFirst()
                .orElseThrow();
        int column = modes.effects().indexOf(effect);
        double size = m.singular() ? fit.sigma() : 0;
        for (int l = 0; l < modes.levels().size(); l++) {
          size = Math.max(size, Math.abs(modes.mode(l, column)));
        }
        JsonArray mode = group.getAsJsonArray("mode");
        List<String> levels = strings(group.get("levels"));
        for (int l = 0; l < levels.size(); l++) {
          int at = find(modes.levels(), levels.get(l));
          assertEquals(
              mode.get(l).getAsJsonArray().get(a).getAsDouble(),
              modes.mode(at, column),
              1e-4 * size,
              "mode of " + effect + " at " + levels.get(l));
          if (group.get("sd").isJsonArray()) {
            JsonArray sd = group.getAsJsonArray("sd");
            double expected =
                names.size() == 1
                    ? sd.get(0).getAsJsonArray().get(l).getAsDouble()
                    : sd.get(l).getAsJsonArray().get(a).getAsDouble();
            assertEquals(
                expected,
                modes.sd(at, column),
                1e-4 * (m.singular() ? fit.sigma() : expected),
                "sd of " + effect + " at " + levels.get(l));
          }
        }
      }
    }
  }

  /** R names the groups of a/b b:a, we name them a:b; so with their levels. */
  private static boolean sameParts(String a, String b) {
    List<String> x = List.of(a.split(":")).stream().sorted().toList();
    return x.equals(List.of(b.split(":")).stream().sorted().toList());
  }

  private static int find(List<String> labels, String label) {
    for (int i = 0; i < labels.size(); i++) {
      if (sameParts(labels.get(i), label)) {
        return i;
      }
    }
    throw new AssertionError("level " + label + " not found");
  }

  private static List<String> strings(JsonElement e) {
    if (!e.isJsonArray()) {
      return List.of(e.getAsString());
    }
    return e.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
  }
}
