package dev.henderson.stats.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.henderson.stats.EmmMeans;
import dev.henderson.stats.Lm;
import dev.henderson.stats.classical.AnovaRow;
import dev.henderson.stats.classical.NestedComparison;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.emm.EmmQuestion;
import dev.henderson.stats.emm.EmmRow;
import dev.henderson.stats.emm.EmmSpec;
import dev.henderson.stats.emm.JointTests;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lm.LmReference;
import dev.henderson.stats.lm.RobustVariance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** All that is asked of a robust linear model, against R 4.2.2 by src/test/R/robust_wald.R. */
class RobustWaldTest {
  private static final double EXACT = 1e-9;
  private static final JsonObject R =
      JsonParser.parseString(LmReference.text("/reference/lm/robust_wald.json")).getAsJsonObject();

  private static Lm fit(String formula, Table data, String weights) {
    DesignOptions options = DesignOptions.defaults();
    if (weights != null) {
      options = options.withWeights(Expression.parse(weights));
    }
    ModelFrame frame = ModelFrame.of("d", data);
    return Lm.fit(Formula.parse(formula), frame, options).robust(RobustVariance.Kind.HC3);
  }

  private static Lm unbalanced() {
    return fit(formula("unbalanced"), LmReference.table("unbalanced", null), null);
  }

  private static String formula(String model) {
    return R.getAsJsonObject(model).get("formula").getAsString();
  }

  private static void test(JsonObject r, double df, double f, double p) {
    assertEquals(r.get("df").getAsDouble(), df);
    double expected = r.get("statistic").getAsDouble();
    assertEquals(expected, f, EXACT * Math.max(1, expected));
    assertEquals(r.get("p").getAsDouble(), p, EXACT);
  }

  private static void test(JsonObject r, FTest t) {
    test(r, t.numDf(), t.statistic(), t.pValue());
  }

  private static void terms(JsonObject model, Lm lm, HypothesisType type) {
    JsonArray expected = model.getAsJsonArray(type.toString());
    List<AnovaRow> rows = lm.anova(type).rows();
    assertEquals(expected.size() + 1, rows.size());
    for (int t = 0; t < expected.size(); t++) {
      JsonObject r = expected.get(t).getAsJsonObject();
      assertEquals(r.get("term").getAsString(), rows.get(t).term());
      test(r, rows.get(t).df(), rows.get(t).f(), rows.get(t).pValue());
    }
  }

  private static void functions(JsonObject r, List<EmmRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(at(r, "estimate", i), rows.get(i).estimate(), EXACT * 100);
      assertEquals(at(r, "se", i), rows.get(i).standardError(), EXACT * 100);
      assertEquals(r.get("df").getAsDouble(), rows.get(i).df());
      if (!Double.isNaN(rows.get(i).pValue())) {
        assertEquals(at(r, "p", i), rows.get(i).pValue(), EXACT);
      }
    }
  }

  private static double at(JsonObject r, String key, int i) {
    return r.getAsJsonArray(key).get(i).getAsDouble();
  }

  private static List<EmmRow> unadjusted(EmmMeans means) {
    return means.answer().contrasts().orElseThrow().rows();
  }

  private static EmmMeans means(Lm lm, String spec, String slopesOf) {
    EmmQuestion question = EmmQuestion.of(EmmSpec.parse(spec));
    question =
        question.withOptions(
            question.options().withAdjustment(dev.henderson.stats.infer.Adjustment.named("none")));
    return EmmMeans.of(lm.basis(), slopesOf == null ? question : question.ofSlopes(slopesOf));
  }

  @Test
  void termsAndWholeModel() {
    JsonObject r = R.getAsJsonObject("unbalanced");
    Lm lm = unbalanced();
    test(r.getAsJsonObject("whole"), lm.modelTest());
    for (HypothesisType type : HypothesisType.values()) {
      terms(r, lm, type);
    }
    Lm slope = fit(formula("slope"), LmReference.table("mtcars", null), "qsec");
    test(R.getAsJsonObject("slope").getAsJsonObject("whole"), slope.modelTest());
    terms(R.getAsJsonObject("slope"), slope, HypothesisType.II);
  }

  /** With the classical covariance matrix the Wald tables are the classical ones. */
  @Test
  void classicalCovarianceGivesTheClassicalTables() {
    Lm lm = Lm.fit("breaks ~ wool * tension", LmReference.table("unbalanced", null));
    for (HypothesisType type : HypothesisType.values()) {
      List<AnovaRow> expected = lm.anova(type).rows();
      List<AnovaRow> rows =
          dev.henderson.stats.classical.RobustAnova.of(lm.fit(), WaldTests.of(lm.fit()), type)
              .rows();
      for (int t = 0; t < 3; t++) {
        assertEquals(expected.get(t).f(), rows.get(t).f(), EXACT, type + expected.get(t).term());
      }
    }
  }

  /** The unit of a variable, here a millionth, does not decide what is tested. */
  @Test
  void unitsDoNotMatter() {
    Table mtcars = LmReference.table("mtcars", null).copy();
    mtcars.addColumns(mtcars.numberColumn("wt").multiply(1e6).setName("gross"));
    Lm lm = fit(formula("big"), mtcars, null);
    JsonObject r = R.getAsJsonObject("big");
    test(r.getAsJsonObject("whole"), lm.modelTest());
    terms(r, lm, HypothesisType.I);
    terms(r, lm, HypothesisType.II);
  }

  @Test
  void meansAndSlopes() {
    JsonObject r = R.getAsJsonObject("unbalanced");
    Lm lm = unbalanced();
    EmmMeans tension = means(lm, "pairwise ~ tension", null);
    functions(r.getAsJsonObject("means"), tension.answer().means().rows());
    functions(r.getAsJsonObject("pairs"), unadjusted(tension));
    List<JointTests.Row> joint = EmmMeans.joint(lm, "wool").rows();
    for (int g = 0; g < 2; g++) {
      test(r.getAsJsonArray("joint_wool").get(g).getAsJsonObject(), joint.get(g).test());
    }
    Lm weighted = fit(formula("slope"), LmReference.table("mtcars", null), "qsec");
    EmmMeans slopes = means(weighted, "pairwise ~ am", "wt");
    List<EmmRow> rows = new ArrayList<>(slopes.answer().means().rows());
    rows.addAll(unadjusted(slopes));
    functions(R.getAsJsonObject("slope").getAsJsonObject("slopes"), rows);
  }

  @Test
  void nestedModels() {
    JsonObject r = R.getAsJsonObject("nested");
    for (JsonObject pair : List.of(r, r.getAsJsonObject("plain"))) {
      List<Lm> models = new ArrayList<>();
      for (JsonElement f : pair.getAsJsonArray("formulas")) {
        models.add(fit(f.getAsString(), LmReference.table("mtcars", null), null));
      }
      NestedComparison.Row row = Lm.compare(List.of("a", "b"), models).rows().get(1);
      test(pair.getAsJsonObject("test"), row.df(), row.f(), row.pValue());
    }
    Table mtcars = LmReference.table("mtcars", null);
    Lm hp = fit("mpg ~ hp", mtcars, null);
    Lm two = fit("mpg ~ wt + qsec", mtcars, null);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Lm.compare(List.of("a", "b"), List.of(hp, two)));
    assertTrue(e.getMessage().startsWith("The models are not nested: mpg ~ hp"), e.getMessage());
    Lm usual = Lm.fit("mpg ~ hp + wt", mtcars);
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Lm.compare(List.of("a", "b"), List.of(hp, usual)));
    assertTrue(e.getMessage().contains("different standard errors"), e.getMessage());
  }

  /** A row with a level of its own fits itself: HC3 would be zero over zero. */
  @Test
  void aRowThatFitsItself() {
    Table t =
        Table.create(
            "t",
            StringColumn.create("g", "a", "a", "a", "b", "b", "c"),
            DoubleColumn.create("y", 1.1, 3.7, 2.2, 5.3, 4.9, 3.1));
    Lm lm = Lm.fit("y ~ g", t);
    assertTrue(lm.robust(RobustVariance.Kind.HC1).coefficients().rows().get(1).pValue() < 1);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> lm.robust(RobustVariance.Kind.HC3));
    assertTrue(e.getMessage().startsWith("Row 6 alone"), e.getMessage());
  }

  /** One hypothesis has one answer, and each answer says by what it was made. */
  @Test
  void oneHypothesisOneAnswer() {
    Lm lm = fit("mpg ~ wt + factor(cyl)", LmReference.table("mtcars", null), null);
    CoefficientTest wt = lm.coefficients().rows().get(1);
    EmmRow row =
        EmmMeans.hypotheses(lm, "wt = 0")
            .table(dev.henderson.stats.emm.EmmOptions.defaults())
            .rows()
            .get(0);
    assertEquals(wt.standardError(), row.standardError(), EXACT);
    assertEquals(wt.pValue(), row.pValue(), EXACT);
    assertEquals(
        wt.statistic() * wt.statistic(), lm.anova(HypothesisType.II).rows().get(0).f(), 1e-8);
    assertEquals(wt.standardError(), lm.coef().standardError(1), EXACT);
    String explained = TextRenderer.render(lm.explain("m").report()).replaceAll("\\s+", " ");
    String summary = TextRenderer.render(lm.report());
    for (String said :
        Stream.of(explained, summary, EmmMeans.of(lm, "~ cyl").toString()).toList()) {
      assertTrue(said.contains("robust standard errors (HC3)"), said);
    }
    String f = String.format(java.util.Locale.ROOT, "%.2f", lm.modelTest().statistic());
    assertTrue(explained.contains("F(3, 28) = " + f), explained);
    assertTrue(summary.contains("F-statistic, robust"), summary);
  }
}
