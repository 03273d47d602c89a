package dev.henderson.kernel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.profile.Profile;
import dev.henderson.stats.resample.Bootstrap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfintMagicTest {
  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  @BeforeEach
  void fit() throws Exception {
    line("dataset", "sleepstudy");
    line("lmer", "m0 = Reaction ~ Days + (1 | Subject), plots = none");
    line("lmer", "m = Reaction ~ Days + (Days | Subject), plots = none");
  }

  private MagicResult line(String name, String arguments) throws Exception {
    return magics.run(MagicCall.line(name, arguments), session);
  }

  private List<?> tidy(String name, String arguments) throws Exception {
    Report report = (Report) line(name, arguments).value().orElseThrow();
    assertEquals(name, report.kind());
    return (List<?>) report.data().get("tidy");
  }

  private static double number(Object row, String key) {
    return (double) ((Map<?, ?>) row).get(key);
  }

  /** confint(m, oldNames = FALSE) of lme4 1.1-31: reference/infer/inference.json. */
  @Test
  void profile() throws Exception {
    List<?> rows = tidy("confint", "m");
    assertEquals(6, rows.size());
    assertEquals("sd_(Intercept)|Subject", ((Map<?, ?>) rows.get(0)).get("term"));
    assertEquals(14.3814, number(rows.get(0), "conf.low"), 1e-3);
    assertEquals(37.7160, number(rows.get(0), "conf.high"), 4e-3);
    List<?> some = tidy("confint", "m, parm = c(\"Days\", \"sigma\"), level = 0.9");
    assertEquals(2, some.size());
  }

  /** confint(m, method = "Wald") has normal quantiles: ddf = none. */
  @Test
  void wald() throws Exception {
    List<?> rows = tidy("confint", "m, method = \"Wald\", ddf = none");
    assertEquals(10.46729 - 1.959964 * 1.545790, number(rows.get(1), "conf.low"), 1e-4);
  }

  @Test
  void boot() throws Exception {
    List<?> one = tidy("confint", "m, method = boot, n = 50, seed = 3");
    List<?> two = tidy("confint", "m, method = boot, nsim = 50, seed = 3");
    assertEquals(one, two);
    tidy("bootstrap", "b = m, n = 50, seed = 3, type = basic");
    assertEquals(50, ((Bootstrap) session.get("b")).size());
    List<?> test = tidy("bootstrap", "m, null = m0, n = 19, seed = 3");
    assertEquals(0.05, number(test.get(0), "p.value"), 1e-12);
  }

  @Test
  void statisticsAndBca() throws Exception {
    List<?> rows = tidy("bootstrap", "m, n = 60, seed = 3, Days / sigma, icc, type = bca");
    assertEquals("Days/sigma", ((Map<?, ?>) rows.get(0)).get("term"));
    assertEquals(10.46729 / 25.59180, number(rows.get(0), "estimate"), 1e-5);
    assertEquals("icc", ((Map<?, ?>) rows.get(1)).get("term"));
    assertEquals(
        rows,
        tidy("bootstrap", "m, n = 60, seed = 3, type = bca, statistic = c(Days / sigma, icc)"));
    Report report =
        (Report)
            line("confint", "m, method = boot, n = 60, seed = 3, type = bca").value().orElseThrow();
    assertTrue(report.data().get("notes").toString().contains("18 fits"));
  }

  @Test
  void profilesAreKeptAndDrawn() throws Exception {
    MagicResult shown = line("confint", "p = m, parm = c(\"sigma\", \"Days\"), plots = TRUE");
    assertEquals(2, shown.displays().size());
    Profile profile = (Profile) session.get("p");
    assertEquals(2, profile.curves().size());
    assertEquals(2, line("plot", "p").displays().size());
    assertEquals(1, line("plot", "p, density").displays().size());
    assertEquals(0, line("confint", "m, parm = \"sigma\"").displays().size());
  }

  /** performance::r2 and icc 0.10.2: reference/infer/variance.json. */
  @Test
  void varcorr() throws Exception {
    Report report = (Report) line("varcorr", "m").value().orElseThrow();
    Map<?, ?> shares = (Map<?, ?>) report.data().get("shares");
    assertEquals(0.278652, (double) shares.get("r2.marginal"), 1e-5);
    assertEquals(0.799219, (double) shares.get("r2.conditional"), 1e-5);
    assertEquals(0.721658, (double) shares.get("icc.adjusted"), 1e-5);
    List<?> rows = (List<?>) report.data().get("tidy");
    assertEquals(4, rows.size());
    assertEquals(14.3814, number(rows.get(0), "conf.low"), 1e-3);
    assertEquals(0.684986, number(rows.get(2), "conf.high"), 1e-3);
    List<?> none = tidy("varcorr", "m, method = none");
    assertEquals(null, ((Map<?, ?>) none.get(0)).get("conf.low"));
  }

  @Test
  void anInterruptBindsNothing() throws Exception {
    Session stopped = Session.withoutJava(() -> true);
    line("lmer", "k = Reaction ~ Days + (1 | Subject), plots = none");
    stopped.bind("k", session.get("k"));
    assertThrows(
        java.util.concurrent.CancellationException.class,
        () -> magics.run(MagicCall.line("bootstrap", "b = k, n = 20"), stopped));
    assertTrue(!stopped.has("b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "confint | m, method = score | score | profile, wald or boot",
        "confint | m, level = 95 | 95 | 0.95",
        "confint | m, parm = \"Dayz\" | \"Dayz\" | sd_Days",
        "confint | m, methode = wald | methode | method",
        "bootstrap | m, Dayz / sigma | Dayz | Days",
        "bootstrap | m, statistic = gamma(sigma) | gamma | sqrt",
        "bootstrap | m, null = m0, icc | m0 | statistics",
        "confint | m, method = wald, plots = TRUE | TRUE | profile",
        "varcorr | m, method = wald | wald | profile",
        "confint | m, plots = zetas | zetas | density",
        "bootstrap | m, n = 0 | 0 | whole number",
        "bootstrap | m0, null = m | m | smaller",
        "bootstrap | m, type = bcaa | bcaa | percentile",
      })
  void whatIsWrongIsUnderlined(String magic, String arguments, String place, String advice) {
    MagicException e = assertThrows(MagicException.class, () -> line(magic, arguments));
    assertEquals(place, e.call().cell().substring(e.start(), e.end()), e.getMessage());
    String said = e.getMessage() + " " + e.suggestion().orElse("");
    assertTrue(said.contains(advice), said);
  }
}
