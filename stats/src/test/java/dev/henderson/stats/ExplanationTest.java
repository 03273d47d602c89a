package dev.henderson.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.Cell;
import dev.henderson.stats.document.HtmlRenderer;
import dev.henderson.stats.document.LatexRenderer;
import dev.henderson.stats.document.TidyJson;
import dev.henderson.stats.explain.Explanation;
import dev.henderson.stats.explain.NextCall;
import dev.henderson.stats.explain.Sentence;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.TextOptions;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.TermTests;
import dev.henderson.stats.model.VarCorr;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/** Sentences against the fits they are about, whose numbers other tests hold against R. */
class ExplanationTest {
  /** Sentences that fits themselves have put in words. */
  private static final Set<String> NOTES =
      Set.of(
          "singular", "implicit-nesting", "rank-deficient", "negative-variance", "far-intercept");

  private static Table table(String name) {
    return Dataset.find(name).orElseThrow().load();
  }

  private static Fitted fit(String kind, String formula, String data) {
    return switch (kind) {
      case "lmer" -> Lmer.fit(formula, table(data));
      case "lm" -> Lm.fit(formula, table(data));
      default -> Aov.fit(formula, table(data));
    };
  }

  static List<Fitted> fits() {
    return List.of(
        fit("lmer", "Reaction ~ Days + (Days | Subject)", "sleepstudy"),
        fit("lmer", "Reaction ~ Days + (Days || Subject)", "sleepstudy"),
        fit(
            "lmer",
            "dependent_var ~ factor(Condition_1) * factor(Condition_2) + (1 | participant_ID)",
            "toy"),
        fit("lmer", "strength ~ 1 + (1 | batch/cask)", "Pastes"),
        fit("lmer", "strength ~ 1 + (1 | cask)", "Pastes"),
        fit("lmer", "diameter ~ 1 + (1 | plate) + (1 | sample)", "Penicillin"),
        fit("lmer", "angle ~ recipe * temperature + (1 | recipe:replicate)", "cake"),
        fit("lmer", "score ~ Machine + (Machine | Worker)", "Machines"),
        fit("lmer", "weight ~ Time * Diet + (Time | Chick)", "ChickWeight"),
        fit("lmer", "distance ~ age * Sex + (age || Subject)", "Orthodont"),
        fit("lmer", "yield ~ nitro + (nitro | Block)", "Oats"),
        fit("lm", "mpg ~ wt + factor(cyl)", "mtcars"),
        fit("lm", "mpg ~ wt * hp", "mtcars"),
        fit("lm", "breaks ~ wool * tension", "warpbreaks"),
        fit("lm", "weight ~ 0 + group", "PlantGrowth"),
        fit("lm", "mpg ~ poly(hp, 2) + I(2 * wt) + wt", "mtcars"),
        fit("aov", "breaks ~ wool * tension", "warpbreaks"),
        fit("aov", "yield ~ N * P * K + Error(block)", "npk"),
        fit("aov", "Reaction ~ Days + Error(Subject/Days)", "sleepstudy"),
        fit("aov", "yield ~ factor(nitro) * Variety + Error(Block/Variety)", "Oats"));
  }

  /** Words hold no numbers: every number is a typed cell, and is in the data under its name. */
  @ParameterizedTest
  @MethodSource("fits")
  void sentencesAreMadeOfTheirNumbers(Fitted fit) {
    for (Sentence s : fit.explain("m").sentences()) {
      for (Cell cell : s.cells()) {
        if (cell instanceof Cell.Estimate e) {
          assertTrue(s.numbers().containsValue(e.value()), s.text());
        } else if (cell instanceof Cell.PValue p) {
          assertTrue(s.numbers().containsValue(p.value()), s.text());
        } else if (cell instanceof Cell.Count c) {
          assertTrue(s.numbers().containsValue(c.value()), s.text());
        } else if (cell instanceof Cell.Label l
            && l.style() == Cell.Label.Style.PLAIN
            && !NOTES.contains(s.code())) {
          // A zero is where an effect is, not a result.
          assertFalse(l.text().replaceAll("\\b0\\b", "").matches(".*\\d.*"), l.text());
        }
      }
      assertTrue(s.text().endsWith("."), s.text());
      assertFalse(s.text().contains("NaN") || s.text().contains("  "), s.text());
    }
  }

  private static double number(Explanation e, String code, String about, String key) {
    return e.sentences().stream()
        .filter(s -> s.code().equals(code) && s.about().equals(about))
        .filter(s -> s.numbers().containsKey(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError(code + " " + about + " " + key))
        .numbers()
        .get(key)
        .doubleValue();
  }

  private static void sameTest(Explanation e, String code, CoefficientTest c) {
    String about = c.term();
    assertEquals(c.estimate(), number(e, code, about, "estimate"));
    assertEquals(c.confLow(), number(e, code, about, "conf.low"));
    assertEquals(c.confHigh(), number(e, code, about, "conf.high"));
    assertEquals(c.df(), number(e, code, about, "df"));
    assertEquals(c.statistic(), number(e, code, about, "statistic"));
    assertEquals(c.pValue(), number(e, code, about, "p.value"));
  }

  @Test
  void slopesAndStandardDeviations() {
    Lmer m = Lmer.fit("Reaction ~ Days + (Days | Subject)", table("sleepstudy"));
    Explanation e = m.explain("m");
    assertEquals(180, number(e, "rows", "", "nobs"));
    assertEquals(18, number(e, "unit", "Subject", "levels"));
    assertEquals(m.sigma(), number(e, "sigma", "", "sigma"));
    VarCorr v = m.varCorr().get(0);
    assertEquals(v.sd(0), number(e, "sd", "Subject (Intercept)", "sd"));
    assertEquals(v.sd(1), number(e, "sd", "Subject Days", "sd"));
    assertEquals(v.correlation(1, 0), number(e, "correlation", "Subject", "correlation"));
    double slope = m.fixef().estimate(1);
    assertEquals(
        slope - 1.959963984540054 * v.sd(1), number(e, "sd", "Subject Days", "spread.low"), 1e-12);
    sameTest(e, "slope", m.coefficients().rows().get(1));
    assertEquals(m.fixef().estimate(0), number(e, "intercept", "(Intercept)", "estimate"));
  }

  /** Shares of variance: MuMIn's and performance's mean of z'Sigma z over the rows. */
  @Test
  void shares() {
    Lmer m = Lmer.fit("strength ~ 1 + (1 | batch/cask)", table("Pastes"));
    double a = m.varCorr().get(0).variance(0);
    double b = m.varCorr().get(1).variance(0);
    double s = m.sigma() * m.sigma();
    Explanation e = m.explain("m");
    assertEquals(100 * a / (a + b + s), number(e, "shares", "", "share.batch"), 1e-9);
    assertEquals(100 * s / (a + b + s), number(e, "shares", "", "share.residual"), 1e-9);
    // By hand for a slope: the mean of (1, x) Sigma (1, x)' over Days 0 to 9.
    Lmer days = Lmer.fit("Reaction ~ Days + (Days | Subject)", table("sleepstudy"));
    VarCorr v = days.varCorr().get(0);
    double mean = v.variance(0) + 2 * 4.5 * v.covariance(0, 1) + 28.5 * v.variance(1);
    assertEquals(
        100 * mean / (mean + days.sigma() * days.sigma()),
        number(days.explain("m"), "shares", "", "share.Subject"),
        1e-9);
    Lmer one = Lmer.fit("Yield ~ 1 + (1 | Batch)", table("Dyestuff"));
    double between = one.varCorr().get(0).variance(0);
    assertEquals(
        between / (between + one.sigma() * one.sigma()),
        number(one.explain("m"), "icc", "Batch", "icc"),
        1e-12);
  }

  @Test
  void interactionsAndConditionalCoefficients() {
    Lmer m = Lmer.fit("angle ~ recipe * temperature + (1 | recipe:replicate)", table("cake"));
    Explanation e = m.explain("m");
    TermTests anova = m.anova(HypothesisType.III, m.coefficients().ddf());
    Map<String, String> codes =
        Map.of("recipe", "factor", "temperature", "factor", "recipe:temperature", "interaction");
    for (TermTests.Row row : anova.rows()) {
      FTest f = row.test();
      String code = codes.get(row.term());
      assertEquals(f.statistic(), number(e, code, row.term(), "statistic"));
      assertEquals(f.numDf(), number(e, code, row.term(), "NumDF"));
      assertEquals(f.denDf(), number(e, code, row.term(), "DenDF"));
      assertEquals(f.pValue(), number(e, code, row.term(), "p.value"));
    }
    assertEquals(m.fixef().estimate(1), number(e, "conditional", "recipe", "estimate.B"));
    String text = text(e, "conditional", "recipe");
    assertTrue(text.endsWith("where temperature is 175, not averages."), text);
    assertTrue(text(e, "factor", "recipe").startsWith("Averaged over the levels of temperature"));
  }

  private static String text(Explanation e, String code, String about) {
    return e.sentences().stream()
        .filter(s -> s.code().equals(code) && s.about().equals(about))
        .findFirst()
        .orElseThrow()
        .text();
  }

  /** The slope at each level is R's emtrends: base slope plus the coefficient of the level. */
  @Test
  void slopesPerLevel() {
    Lmer m = Lmer.fit("distance ~ age * Sex + (1 | Subject)", table("Orthodont"));
    Explanation e = m.explain("m");
    assertEquals(m.fixef().estimate(1), number(e, "slopes", "age:Sex", "slope.Male"));
    assertEquals(
        m.fixef().estimate(1) + m.fixef().estimate(3),
        number(e, "slopes", "age:Sex", "slope.Female"),
        1e-12);
    assertEquals("emtrends(m, pairwise ~ Sex, var = age)", call(e, "slopes").call().toString());
    assertEquals(8, number(e, "far-intercept", "age", "low"));
    assertTrue(text(e, "far-intercept", "age").contains("I(age - 11)"));
  }

  @Test
  void singularFits() {
    Explanation toy =
        Lmer.fit("dependent_var ~ Condition_1 + (1 | participant_ID)", table("toy")).explain("fit");
    assertEquals(0, number(toy, "sd", "participant_ID (Intercept)", "sd"));
    assertEquals(14, number(toy, "pooled", "", "df"), 1e-6);
    assertTrue(toy.sentences().stream().noneMatch(s -> s.code().equals("shares")));
    assertEquals(
        "fit0 <- lm(dependent_var ~ Condition_1, data = toy)",
        call(toy, "simpler").call().toString());
    Explanation oats = Lmer.fit("yield ~ nitro + (nitro | Block)", table("Oats")).explain("m");
    assertEquals(
        "m0 <- lmer(yield ~ nitro + (nitro || Block), data = Oats)",
        call(oats, "simpler").call().toString());
    assertEquals("anova(m0, m)", call(oats, "compare").call().toString());
  }

  private static NextCall call(Explanation e, String code) {
    return e.next().stream().filter(n -> n.code().equals(code)).findFirst().orElseThrow();
  }

  /** In the strata of Error() each term is tested against its own residuals. */
  @Test
  void strata() {
    Aov m = Aov.fit("yield ~ factor(nitro) * Variety + Error(Block/Variety)", table("Oats"));
    Explanation e = m.explain("m");
    var row = m.fit().stratum("Block:Variety").orElseThrow().row("Variety").orElseThrow();
    assertEquals(row.f(), number(e, "effect", "Variety", "statistic"));
    assertEquals(row.pValue(), number(e, "effect", "Variety", "p.value"));
    assertEquals(10, number(e, "effect", "Variety", "DenDF"));
    assertTrue(
        text(e, "effect", "Variety").contains("differences between levels of Block:Variety"));
    assertEquals(3, number(e, "effect", "factor(nitro)", "NumDF"));
  }

  /** A number has a slope and no levels, in the fixed part as in Error(). */
  @Test
  void slopesInStrata() {
    Explanation e =
        Aov.fit("Reaction ~ Days + Error(Subject/Days)", table("sleepstudy")).explain("m");
    assertEquals(
        "The slope of Days is clearly not zero, tested against differences between levels of"
            + " Subject in their slopes of Days: F(1, 17) = 45.85, p < .001.",
        text(e, "effect", "Days"));
    assertTrue(
        text(e, "stratum", "Within")
            .startsWith("Within levels of Subject, about their slopes of Days, what no term"),
        text(e, "stratum", "Within"));
    assertEquals(
        "m2 <- lmer(Reaction ~ Days + (Days | Subject), data = sleepstudy)",
        call(e, "mixed").call().toString());
    e = Aov.fit("distance ~ age * Sex + Error(Subject/age)", table("Orthodont")).explain("m");
    assertTrue(
        text(e, "effect", "age:Sex")
            .startsWith("The slope of age differs between the levels of Sex,"),
        text(e, "effect", "age:Sex"));
    assertTrue(text(e, "effect", "Sex").startsWith("The levels of Sex differ,"));
  }

  @Test
  void linearModels() {
    Lm m = Lm.fit("mpg ~ wt + factor(cyl)", table("mtcars"));
    Explanation e = m.explain("m");
    assertEquals(100 * m.rSquared(), number(e, "r.squared", "", "r.squared"), 1e-12);
    assertEquals(m.sigma(), number(e, "sigma", "", "sigma"));
    sameTest(e, "slope", m.coefficients().rows().get(1));
    assertEquals(
        m.anova(HypothesisType.III).rows().get(1).f(),
        number(e, "factor", "factor(cyl)", "statistic"));
  }

  /** An interaction that empty cells leave nothing of conditions nothing. */
  @Test
  void emptyCells() {
    Table t =
        DelimitedText.read(
                "t",
                "A,B,y\na,u,1.2\na,u,2.1\na,v,4.2\na,v,2.9\nb,u,5.1\nb,u,6.3\n",
                TextOptions.DEFAULT)
            .table();
    Explanation e = Lm.fit("y ~ A * B", t).explain("m");
    assertTrue(text(e, "untestable", "A:B").startsWith("A:B cannot be tested"));
    assertTrue(text(e, "difference", "A").startsWith("With A b rather than a, y changes by "));
    assertEquals(1, number(e, "cells", "A, B", "empty"));
  }

  /** How surely: each verdict at its p value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "mpg ~ wt; clearly from zero",
        "mpg ~ wt + qsec + am + hp; do not quite show|do not show|differs from zero",
        "mpg ~ wt + drat; do not show whether this differs from zero"
      })
  void verdicts(String formula, String words) {
    String all =
        String.join(
            " ",
            Lm.fit(formula, table("mtcars")).explain("m").sentences().stream()
                .map(Sentence::text)
                .toList());
    assertTrue(List.of(words.split("\\|")).stream().anyMatch(all::contains), all);
  }

  @Test
  void documents() {
    Explanation e =
        Lmer.fit("Reaction ~ Days + (Days | Subject)", table("sleepstudy")).explain("m");
    JsonObject json = TidyJson.tree(e.report());
    assertEquals("explain", json.get("kind").getAsString());
    JsonArray sentences = json.getAsJsonArray("sentences");
    assertEquals(e.sentences().size(), sentences.size());
    for (JsonElement s : sentences) {
      assertTrue(s.getAsJsonObject().has("numbers"));
    }
    String html = HtmlRenderer.render(e.report());
    assertTrue(html.contains("p &lt; .001") || html.contains("p </"), html);
    assertTrue(html.contains("<pre"), html);
    assertTrue(LatexRenderer.render(e.report()).contains("\\texttt{confint(m)}"));
  }
}
