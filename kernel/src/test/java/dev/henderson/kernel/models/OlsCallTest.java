package dev.henderson.kernel.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Lm;
import dev.henderson.stats.document.Report;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** statsmodels 0.15.0 (stats/src/test/python/statsmodels_reference.py, ols.json). */
class OlsCallTest {
  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  private MagicResult line(String name, String arguments) throws Exception {
    return magics.run(MagicCall.line(name, arguments), session);
  }

  @ParameterizedTest
  @CsvSource({
    "nonrobust, 1.8877934245672658, 0.7538956549564114",
    "HC0, 1.8083368223692373, 0.6151208786977146",
    "HC3, 2.141362821647285, 0.7548418822273368",
  })
  void olsWithRobustErrors(String type, double intercept, double wt) throws Exception {
    line("dataset", "mtcars");
    line("lm", "m = smf.ols(\"mpg ~ wt + C(cyl)\", data=mtcars).fit(cov_type=\"" + type + "\")");
    Lm m = (Lm) session.get("m");
    assertEquals(
        List.of("Intercept", "wt", "C(cyl)[T.6]", "C(cyl)[T.8]"),
        m.coefficients().rows().stream().map(r -> r.term()).toList());
    assertEquals(intercept, m.coefficients().rows().get(0).standardError(), 1e-9);
    assertEquals(wt, m.coefficients().rows().get(1).standardError(), 1e-9);
  }

  /** anova_lm(m, typ=...) of mpg ~ C(cyl, Sum) * C(am, Sum). */
  @ParameterizedTest
  @CsvSource({"1, 44.851656687219986", "2, 24.819010537738617", "3, 22.32096209883181"})
  void anovaLm(int typ, double f) throws Exception {
    line("dataset", "mtcars");
    line("lm", "m = smf.ols('mpg ~ C(cyl, Sum) * C(am, Sum)', data=mtcars).fit()");
    Report report =
        (Report) line("anova", "sm.stats.anova_lm(m, typ=" + typ + ")").value().orElseThrow();
    List<?> rows = (List<?>) report.data().get("tidy");
    Map<?, ?> cyl = (Map<?, ?>) rows.get(0);
    assertEquals("C(cyl, Sum)", cyl.get("term"));
    assertEquals(f, (double) cyl.get("statistic"), 1e-9);
  }

  @Test
  void modelsAreCompared() throws Exception {
    line("dataset", "mtcars");
    line("lm", "m0 = ols('mpg ~ wt', mtcars)");
    line("lm", "m1 = ols('mpg ~ wt + C(cyl)', mtcars)");
    Report report = (Report) line("anova", "anova_lm(m0, m1)").value().orElseThrow();
    assertEquals("anova", report.kind());
  }

  @Test
  void otherCovariancesAreRefused() throws Exception {
    line("dataset", "mtcars");
    MagicException e =
        assertThrows(
            MagicException.class,
            () -> line("lm", "m = ols('mpg ~ wt', data=mtcars).fit(cov_type='HAC')"));
    assertEquals("'HAC'", e.call().cell().substring(e.start(), e.end()));
    assertTrue(e.getMessage().contains("HC3"), e.getMessage());
  }
}
