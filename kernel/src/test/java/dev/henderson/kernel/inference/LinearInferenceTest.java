package dev.henderson.kernel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** Predictions, intervals, variance inflation and Friedman's test as typed in a notebook. */
class LinearInferenceTest {
  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  @BeforeEach
  void fit() throws Exception {
    for (String name : List.of("mtcars", "ergoStool", "npk")) {
      report("dataset", name);
    }
    report("lm", "m = mpg ~ wt + factor(cyl), data = mtcars, plots = none");
    report("aov", "a = yield ~ N * P, data = npk, plots = none");
    report("aov", "s = yield ~ N * P + Error(block), data = npk, plots = none");
    magics.run(MagicCall.cell("csv", "t", "wt,cyl\n2,4\n3.3,6\n5.1,8\n"), session);
  }

  private Report report(String name, String arguments) throws Exception {
    return (Report) magics.run(MagicCall.line(name, arguments), session).value().orElseThrow();
  }

  private static Map<?, ?> row(Report report, int i) {
    return (Map<?, ?>) ((List<?>) report.data().get("tidy")).get(i);
  }

  /** R 4.2.2, reference/lm/predict.json. */
  @Test
  void predictions() throws Exception {
    Report r = report("predict", "p = m, newdata = t");
    assertEquals(27.5795674967467, (double) row(r, 0).get(".fitted"), 1e-10);
    assertEquals(13.5503409891027, (double) row(r, 1).get(".lower.pred"), 1e-10);
    assertEquals(3, ((Table) session.get("p")).rowCount());
    assertEquals(32, ((List<?>) report("predict", "m").data().get("tidy")).size());
    assertEquals(24, ((List<?>) report("predict", "a").data().get("tidy")).size());
    report("lm", "w = mpg ~ wt, data = mtcars, weights = qsec, se = HC3, plots = none");
    String said = TextRenderer.render(report("predict", "w, newdata = t")).replaceAll("\\s+", " ");
    assertTrue(said.contains("one with weight 1"), said);
    assertTrue(said.contains("are robust"), said);
  }

  /** R 4.2.2: confint(m); car 3.1-1: vif(m); friedman.test of ergoStool. */
  @Test
  void intervalsInflationFriedman() throws Exception {
    Report r = report("confint", "m");
    assertEquals(30.1238244760148, (double) row(r, 0).get("conf.low"), 1e-9);
    assertEquals("wald", row(r, 0).get("method"));
    assertEquals(1, ((List<?>) report("confint", "m, parm = \"wt\"").data().get("tidy")).size());
    Report v = report("vif", "m");
    assertEquals(2.58009583948188, (double) row(v, 1).get("gvif"), 1e-10);
    assertTrue(TextRenderer.render(v).contains("GVIF^(1/(2*Df))"));
    for (String call :
        List.of(
            "effort ~ Type | Subject, data = ergoStool",
            "friedman.test(effort ~ Type | Subject, data = ergoStool)")) {
      Report f = report("friedman", call);
      assertEquals(22.6941176470588, (double) row(f, 0).get("statistic"), 1e-11);
      assertEquals(4.67669648105415e-05, (double) row(f, 0).get("p.value"), 1e-15);
    }
    assertEquals("friedman", report("friedman.test", "effort ~ Type | Subject, ergoStool").kind());
  }

  /** What is asked of a robust fit is robust, and says so. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "summary r",
        "anova r, type = 2",
        "anova r0, r",
        "confint r",
        "emmeans r, ~ cyl, plots = none",
        "emtrends r, ~ cyl, var = wt, plots = none",
        "joint_tests r",
        "contrast r, \"wt = 0\"",
        "explain r"
      })
  void robustThroughout(String call) throws Exception {
    report("lm", "r0 = mpg ~ wt, data = mtcars, se = HC3, plots = none");
    report("lm", "r = mpg ~ wt + factor(cyl), data = mtcars, se = HC3, plots = none");
    int blank = call.indexOf(' ');
    Report shown = report(call.substring(0, blank), call.substring(blank + 1));
    String said = TextRenderer.render(shown).replaceAll("\\s+", " ");
    assertTrue(said.contains("robust standard errors (HC3)"), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "predict; s, newdata = npk; error strata; %lmer",
        "predict; m, newdata = npk; no column wt; ",
        "predict; m, re = none; mixed models; ",
        "confint; m, method = profile; no method; exact",
        "confint; m, parm = 'hp'; no coefficient hp; wt",
        "confint; s; error strata; %lmer",
        "vif; s; error strata; ",
        "friedman; effort ~ Type, data = ergoStool; one factor; treatment | subject",
        "friedman; yield ~ N | block, data = npk; there are 2 of block 1 at 0; ",
        "friedman; effort ~ Typ | Subject, data = ergoStool; Typ; Type"
      })
  void mistakes(String name, String arguments, String said, String helps) {
    MagicException e =
        assertThrows(
            MagicException.class, () -> magics.run(MagicCall.line(name, arguments), session));
    assertTrue(e.getMessage().contains(said), e.getMessage());
    assertTrue(
        helps == null || (e.getMessage() + e.suggestion()).contains(helps),
        e.getMessage() + e.suggestion());
  }
}
