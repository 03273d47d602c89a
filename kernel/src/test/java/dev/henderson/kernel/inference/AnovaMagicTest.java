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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnovaMagicTest {
  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  @BeforeEach
  void fit() throws Exception {
    line("dataset", "sleepstudy");
    line("lmer", "m0 = Reaction ~ Days + (1 | Subject), plots = none");
    line("lmer", "m1 = Reaction ~ Days + (Days | Subject), plots = none");
  }

  private MagicResult line(String name, String arguments) throws Exception {
    return magics.run(MagicCall.line(name, arguments), session);
  }

  private Report report(String name, String arguments) throws Exception {
    return (Report) line(name, arguments).value().orElseThrow();
  }

  private static Map<?, ?> row(Report report, int i) {
    return (Map<?, ?>) ((List<?>) report.data().get("tidy")).get(i);
  }

  /** lmerTest 3.1-3: anova(m1), anova(m1, ddf = "Kenward-Roger"); see reference/lmer. */
  @Test
  void oneModel() throws Exception {
    Report satterthwaite = report("anova", "m1");
    assertEquals("anova", satterthwaite.kind());
    assertEquals("III", satterthwaite.data().get("type"));
    assertEquals("satterthwaite", satterthwaite.data().get("ddf"));
    assertEquals(45.853, (double) row(satterthwaite, 0).get("statistic"), 1e-3);
    assertEquals(17.0, (double) row(satterthwaite, 0).get("DenDF"), 1e-3);
    Report kr = report("anova", "m1, type = II, ddf = \"Kenward-Roger\"");
    assertEquals("kenward-roger", kr.data().get("ddf"));
    assertEquals("II", kr.data().get("type"));
  }

  @Test
  void severalModels() throws Exception {
    Report report = report("anova", "m1, m0");
    assertEquals("m0", row(report, 0).get("term"));
    assertEquals(42.1393, (double) row(report, 1).get("statistic"), 1e-4);
    List<?> notes = (List<?>) report.data().get("notes");
    assertTrue(notes.toString().contains("fitted again by maximum likelihood"));
    assertTrue(notes.toString().contains("mixture"));
    assertEquals("REML", report("anova", "m0, m1, refit = FALSE").data().get("method"));
  }

  @Test
  void randomEffects() throws Exception {
    Report report = report("ranova", "m1");
    assertEquals("ranova", report.kind());
    assertEquals("Days in (Days | Subject)", row(report, 1).get("term"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "anova | m2 | m2 | m0, m1",
        "anova | m1, type = 4 | 4 | I, II or III",
        "anova | m1, ddf = satt | satt | satterthwaite",
        "anova | m1, tipe = 3 | tipe | type",
        "anova | m0, m1, type = 3 | 3 | one model",
        "anova | m0, sleepstudy | sleepstudy | m0, m1",
        "anova | m0, m0 | m0 | twice",
        "ranova | m3 | m3 | m0, m1",
      })
  void whatIsWrongIsUnderlined(String magic, String arguments, String place, String advice) {
    MagicException e = assertThrows(MagicException.class, () -> line(magic, arguments));
    assertEquals(place, e.call().cell().substring(e.start(), e.end()));
    String said = e.getMessage() + " " + e.suggestion().orElse("");
    assertTrue(said.contains(advice), said);
  }

  @Test
  void kenwardRogerOfMaximumLikelihoodIsRefused() throws Exception {
    line("lmer", "ml = Reaction ~ Days + (1 | Subject), REML = FALSE, plots = none");
    MagicException e =
        assertThrows(MagicException.class, () -> line("anova", "ml, ddf = kenward-roger"));
    assertTrue(e.getMessage().contains("REML"));
  }
}
