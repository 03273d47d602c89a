package dev.henderson.stats.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lm.LinearModel;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.lm.LmReference;
import dev.henderson.stats.variables.ContrastCoding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of types I, II and III and comparisons against R's anova and car's Anova, to 1e-8. */
class AnovaTableTest {
  private static final JsonObject MORE =
      JsonParser.parseString(LmReference.text("/reference/lm/more.json")).getAsJsonObject();

  static List<LmReference> models() {
    return LmReference.all("lm.json");
  }

  static List<JsonObject> types() {
    return StreamSupport.stream(MORE.getAsJsonArray("types").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  static void near(double expected, double actual, double tolerance, String what) {
    if (Double.isNaN(expected)) {
      assertTrue(Double.isNaN(actual), what);
      return;
    }
    assertEquals(expected, actual, tolerance * Math.max(1, Math.abs(expected)), what);
  }

  static void rows(JsonArray expected, List<AnovaRow> actual, double tolerance) {
    assertEquals(expected.size(), actual.size(), actual.toString());
    for (int i = 0; i < expected.size(); i++) {
      JsonObject r = expected.get(i).getAsJsonObject();
      AnovaRow row = actual.get(i);
      String term = row.term();
      String theirs = r.get("term").getAsString();
      assertEquals(theirs.replaceAll("(cyl|am|dose)f", "factor($1)").replace("amf", "am"), term);
      assertEquals(r.get("Df").getAsInt(), row.df(), term);
      near(LmReference.number(r, "Sum Sq"), row.sumSq(), tolerance, term);
      near(LmReference.number(r, "F value"), row.f(), tolerance, term);
      near(LmReference.number(r, "Pr(>F)"), row.pValue(), tolerance, term);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void sequential(LmReference m) {
    rows(
        m.r.getAsJsonObject("anova").getAsJsonArray("I"),
        AnovaTable.of(m.fit(), HypothesisType.I).rows(),
        1e-8);
  }

  @ParameterizedTest
  @MethodSource("models")
  void marginal(LmReference m) {
    JsonElement expected = m.r.getAsJsonObject("anova").get("II");
    if (expected.isJsonArray()) {
      rows(expected.getAsJsonArray(), AnovaTable.of(m.fit(), HypothesisType.II).rows(), 1e-8);
    }
  }

  private static LmFit fit(String data, String formula, DesignOptions options) {
    ModelFrame frame = LmReference.frame(data, null);
    return LinearModel.of(Formula.parse(formula), frame, options).fit();
  }

  @ParameterizedTest
  @MethodSource("types")
  void typesTwoAndThree(JsonObject r) {
    String data = r.get("data").getAsString();
    String formula = r.get("formula").getAsString();
    LmFit fit = fit(data, formula, DesignOptions.defaults());
    rows(r.getAsJsonArray("II"), AnovaTable.of(fit, HypothesisType.II).rows(), 1e-8);
    rows(r.getAsJsonArray("III"), AnovaTable.of(fit, HypothesisType.III).rows(), 1e-8);
  }

  @Test
  void theCodingLeavesTypeThreeAlone() {
    List<AnovaRow> rows =
        AnovaTable.of(
                fit("unbalanced", "breaks ~ wool * tension", DesignOptions.defaults()),
                HypothesisType.III)
            .rows();
    for (ContrastCoding coding : List.of(ContrastCoding.sum(), ContrastCoding.helmert())) {
      LmFit fit =
          fit(
              "unbalanced",
              "breaks ~ wool * tension",
              DesignOptions.defaults()
                  .withContrast("tension", coding)
                  .withContrast("wool", ContrastCoding.sum()));
      List<AnovaRow> other = AnovaTable.of(fit, HypothesisType.III).rows();
      for (int i = 0; i < rows.size(); i++) {
        near(rows.get(i).sumSq(), other.get(i).sumSq(), 1e-10, rows.get(i).term());
      }
    }
  }

  @Test
  void modelsInOrder() {
    JsonObject r = MORE.getAsJsonArray("compare").get(0).getAsJsonObject();
    List<LmFit> fits = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (JsonElement f : r.getAsJsonArray("formulas")) {
      names.add(f.getAsString());
      fits.add(fit("mtcars", f.getAsString(), DesignOptions.defaults()));
    }
    List<NestedComparison.Row> rows = NestedComparison.of(names, fits).rows();
    JsonArray expected = r.getAsJsonArray("rows");
    for (int i = 0; i < rows.size(); i++) {
      JsonObject e = expected.get(i).getAsJsonObject();
      near(LmReference.number(e, "RSS"), rows.get(i).fit().deviance(), 1e-8, "RSS");
      near(LmReference.number(e, "Sum of Sq"), rows.get(i).sumSq(), 1e-8, "SS");
      near(LmReference.number(e, "F"), rows.get(i).f(), 1e-8, "F");
      near(LmReference.number(e, "Pr(>F)"), rows.get(i).pValue(), 1e-8, "p");
    }
  }

  @Test
  void modelsOfDifferentRowsAreRefused() {
    LmFit all = fit("mtcars", "mpg ~ wt", DesignOptions.defaults());
    LmFit some =
        fit("mtcars", "mpg ~ 1", DesignOptions.defaults().withSubset(Expression.parse("wt > 3")));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> NestedComparison.of(List.of("a", "b"), List.of(all, some)));
    assertTrue(e.getMessage().contains("different rows"), e.getMessage());
  }

  @Test
  void weightsOffsetAndRowsOfWeightZero() {
    JsonObject r = MORE.getAsJsonObject("weights");
    LmFit fit =
        fit(
            "mtcars",
            r.get("formula").getAsString(),
            DesignOptions.defaults().withWeights(Expression.parse(r.get("weights").getAsString())));
    JsonArray fixef = r.getAsJsonArray("fixef");
    for (int i = 0; i < fixef.size(); i++) {
      JsonObject row = fixef.get(i).getAsJsonObject();
      near(LmReference.number(row, "Estimate"), fit.coefficients().estimate(i), 1e-10, "b");
      near(LmReference.number(row, "Std. Error"), fit.coefficients().standardError(i), 1e-10, "se");
    }
    assertEquals(r.get("nobs").getAsInt(), fit.nobs());
    assertEquals(r.get("df_residual").getAsInt(), fit.dfResidual());
    near(LmReference.number(r, "sigma"), fit.sigma(), 1e-10, "sigma");
    near(LmReference.number(r, "r2"), fit.rSquared(), 1e-10, "r2");
    near(LmReference.number(r, "logLik"), fit.logLik(), 1e-10, "logLik");
    near(LmReference.number(r, "AIC"), fit.aic(), 1e-10, "AIC");
    double[] fitted = fit.fitted();
    for (int i = 0; i < fitted.length; i++) {
      near(r.getAsJsonArray("fitted").get(i).getAsDouble(), fitted[i], 1e-10, "fitted");
    }
  }
}
