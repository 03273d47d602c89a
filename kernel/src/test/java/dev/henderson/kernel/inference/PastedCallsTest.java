package dev.henderson.kernel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Lm;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls as they stand in R and Python: arguments by place, calls within calls, other names. */
class PastedCallsTest {
  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  @BeforeEach
  void fit() throws Exception {
    report("dataset", "mtcars");
    report("dataset", "warpbreaks");
    report("dataset", "sleepstudy");
    report("lm", "r0 = mpg ~ wt, data = mtcars, plots = none");
    report("lm", "r = mpg ~ wt + factor(cyl), data = mtcars, plots = none");
    report("aov", "q = breaks ~ wool * tension, data = warpbreaks, plots = none");
    report("lmer", "m = Reaction ~ Days + (1 | Subject), data = sleepstudy, plots = none");
    magics.run(MagicCall.cell("csv", "t", "wt,cyl\n2,4\n3.3,6\n"), session);
  }

  private Report report(String name, String arguments) throws Exception {
    return (Report) magics.run(MagicCall.line(name, arguments), session).value().orElseThrow();
  }

  private static List<?> tidy(Report report) {
    return (List<?>) report.data().get("tidy");
  }

  private static Map<?, ?> row(Report report, int i) {
    return (Map<?, ?>) tidy(report).get(i);
  }

  /** What is asked stands in either of two ways, and the answer is one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "predict; r, t; predict; r, newdata = t",
        "predict; predict(r, t, interval = \"confidence\", se.fit = TRUE); predict; r, newdata = t",
        "confint; r, wt; confint; r, parm = \"wt\"",
        "confint; confint(r, \"factor(cyl)6\"); confint; r, factor(cyl)6",
        "confint; m, Days, method = wald; confint; m, parm = Days, method = wald",
        "anova; anova(r0, r, test = \"F\"); anova; r0, r",
        "tukey; q, which = \"tension\"; tukey; q, tension",
        "tukey; TukeyHSD(q, which = c(\"wool\", \"tension\", \"wool:tension\")); tukey; q"
      })
  void eitherWay(String magic, String arguments, String other, String same) throws Exception {
    assertEquals(report(other, same).data(), report(magic, arguments).data());
  }

  @Test
  void onlyTheParametersWanted() throws Exception {
    for (String call :
        List.of(
            "r, wt",
            "m, Days",
            "m, Days, method = wald",
            "m, Days, method = boot, n = 20, seed = 1")) {
      assertEquals(1, tidy(report("confint", call)).size(), call);
    }
  }

  /** R 4.2.2: TukeyHSD(aov(breaks ~ wool * tension, warpbreaks), "tension", ordered = TRUE). */
  @Test
  void orderedMeans() throws Exception {
    Report ordered = report("tukey", "TukeyHSD(q, \"tension\", ordered = TRUE)");
    assertEquals("M-H", row(ordered, 0).get("contrast"));
    assertEquals(4.722222, (double) row(ordered, 0).get("estimate"), 1e-6);
    assertEquals(0.404944196, (double) row(ordered, 0).get("adj.p.value"), 1e-6);
  }

  /** R 4.2.2: TukeyHSD(aov(y ~ g)), a name without a blank; its ptukey is off by 2e-6. */
  @ParameterizedTest
  @ValueSource(strings = {"b", "b, `my group`", "b, \"my group\"", "b, which = c(\"my group\")"})
  void meansOfANameWithABlank(String call) throws Exception {
    magics.run(
        MagicCall.cell("csv", "blank", "y,my group\n1,a\n2,a\n3,b\n5,b\n7,c\n6,c\n"), session);
    report("aov", "b = y ~ `my group`, data = blank, plots = none");
    Report means = report("tukey", call);
    assertEquals("b-a", row(means, 0).get("contrast"));
    assertEquals(2.5, (double) row(means, 0).get("estimate"), 1e-12);
    assertEquals(0.1681394, (double) row(means, 0).get("adj.p.value"), 1e-5);
    assertEquals(0.0310901, (double) row(means, 1).get("adj.p.value"), 1e-5);
  }

  /** By algebra: 3 and 5 parameters of 6 rows leave n - k - 1 = 2 and 0. */
  @Test
  void akaikeOfTooFewRows() throws Exception {
    String rows = "y,x,z,g\n1,1,2,a\n2,2,1,a\n4,3,5,b\n7,5,3,b\n5,6,4,c\n9,7,1,c\n";
    magics.run(MagicCall.cell("csv", "few", rows), session);
    report("lmer", "f0 = y ~ 1 + (1 | g), data = few, plots = none");
    report("lmer", "f1 = y ~ x + z + (1 | g), data = few, plots = none");
    Report compared = report("anova", "f0, f1");
    double aic = (double) row(compared, 0).get("AIC");
    assertEquals(aic + 2.0 * 3 * 4 / 2, (double) row(compared, 0).get("AICc"), 1e-12);
    assertTrue(Double.isNaN((double) row(compared, 1).get("AICc")));
    String notes = compared.data().get("notes").toString();
    assertTrue(notes.contains("AICc of f1 does not exist"), notes);
  }

  /** A fit within a call is made, as R does; nothing is bound. */
  @Test
  void fitsWithinCalls() throws Exception {
    List<String> before = session.names();
    assertEquals(
        report("tukey", "q").data(),
        report("tukey", "TukeyHSD(aov(breaks ~ wool * tension, data = warpbreaks))").data());
    Report two =
        report("anova", "lm(mpg ~ wt, data = mtcars), lm(mpg ~ wt + factor(cyl), data = mtcars)");
    Report named = report("anova", "r0, r");
    assertEquals(row(named, 1).get("p.value"), row(two, 1).get("p.value"));
    assertEquals("model 2", row(two, 1).get("term"));
    assertEquals(
        report("summary", "r").data(),
        report("summary", "lm(mpg ~ wt + factor(cyl), data = mtcars)").data());
    assertEquals(
        report("anova", "m").data(),
        report("anova", "anova(lme4::lmer(Reaction ~ Days + (1 | Subject), sleepstudy))").data());
    assertEquals(report("anova", "r").data().get("formula"), "mpg ~ wt + factor(cyl)");
    report("anova", "anova_lm(smf.ols(\"mpg ~ wt\", data=mtcars).fit(), typ=2)");
    assertEquals(before, session.names());
  }

  @Test
  void pythonsMethods() throws Exception {
    report("lm", "md = smf.ols(\"mpg ~ wt\", data=mtcars), plots = none");
    report("lm", "res = md.fit(cov_type=\"HC3\"), plots = none");
    assertTrue(assertInstanceOf(Lm.class, session.get("res")).standardErrors().contains("HC3"));
    assertEquals(report("summary", "res").data(), report("summary", "res.summary()").data());
  }

  /** Tukey's test of a linear model is that of the analysis of variance of the same terms. */
  @Test
  void tukeyOfALinearModel() throws Exception {
    report("lm", "l = breaks ~ wool * tension, data = warpbreaks, plots = none");
    assertEquals(report("tukey", "q").data(), report("tukey", "l").data());
  }

  /** An analysis of variance is shown again with the tests it was asked for. */
  @Test
  void theTypeIsKept() throws Exception {
    report("aov", "three = mpg ~ wt * factor(am), data = mtcars, type = \"III\", plots = none");
    assertEquals("III", report("anova", "three").data().get("type"));
    assertEquals("I", report("anova", "three, type = 1").data().get("type"));
    assertTrue(TextRenderer.render(report("anova", "three")).contains("type III"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "predict | r, nosuch | nosuch | no table called",
        "predict | r, t, 3 | 3 | without",
        "predict | r, t, newdata = t | t | twice",
        "confint | r, hp | hp | no coefficient hp",
        "confint | m, Dais | Dais | no parameter Dais",
        "confint | m, Dais, method = wald | Dais | no fixed effect Dais",
        "confint | m, seed = 3 | seed | method = boot",
        "anova | anova(r0, r, test = \"Chisq\") | \"Chisq\" | by F",
        "anova | r0, r, type = 2 | 2 | one model",
        "anova | m, r | r | no mixed model",
        "anova | lm(mpg ~ nosuch, data = mtcars), r | nosuch | no column nosuch",
        "tukey | m | m | %emmeans m, pairwise ~ A",
        "tukey | q, wool, tension | tension | which = c(",
        "tukey | pairwise_tukeyhsd(mtcars[\"mpg\"], mtcars[\"cyl\"]) | pairwise_tukeyhsd | Fit it first",
        "tukey | pairwise_tukeyhsd(endog=mtcars[\"mpg\"]) | pairwise_tukeyhsd | Fit it first",
        "influence | r | r | takes a fit of %lmer or %mixedlm; r is one of %lm. Write %plot r",
        "bootstrap | r | r | %confint r",
        "ranef | q | q | q is one of %aov. It has no random effects",
        "vif | r, q | q | no name",
        "summary | r, level = 3 | level | There are no options here",
        "summary | drop1(r) | drop1 | type = 2",
        "anova | drop1(r) | drop1 | type = 2",
        "drop1 | r | drop1 | type = 2",
        "lm | smf.wls(\"mpg ~ wt\", data=mtcars, weights=mtcars[\"hp\"]).fit() | smf.wls | weights = w",
        "lm | mpg ~ wt data = mtcars | data | comma is missing before data. Write wt, data",
        "lm | mpg ~ wt, data = mtcars se = HC3 | se | comma is missing before se",
        "lm | mpg ~ wt, data = mtcars, na.action = na.pass | na.pass | omit or fail",
        "pairwise | pairwise.t.test(warpbreaks$breaks, warpbreaks$wool, p.adj = \"none\") | "
            + "warpbreaks$breaks | %pairwise breaks ~ wool, data = warpbreaks",
      })
  void whatIsWrongIsUnderlined(String magic, String arguments, String place, String advice) {
    MagicException e = assertThrows(MagicException.class, () -> report(magic, arguments));
    String said = e.getMessage() + " " + e.suggestion().orElse("");
    assertTrue(said.contains(advice), said);
    assertEquals(place, e.call().cell().substring(e.start(), e.end()), said);
  }

  /** R 4.2.2: pairwise.t.test(breaks, tension, p.adj = "none"). */
  @Test
  void otherNamesOfTheAdjustment() throws Exception {
    for (String name : List.of("adjust", "p.adj", "p.adjust.method")) {
      Report p = report("pairwise", "breaks ~ tension, data = warpbreaks, " + name + " = \"none\"");
      assertEquals("none", p.data().get("adjust"));
    }
  }
}
