package dev.henderson.kernel.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.plot.Picture;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LmerMagicTest {
  /** lme4 1.1-31 in R 4.2.2: REMLcrit(lmer(Reaction ~ Days + (Days | Subject), sleepstudy)). */
  private static final double SLEEPSTUDY_REML = 1743.62827195849;

  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  @BeforeEach
  void load() throws Exception {
    line("dataset", "sleepstudy");
  }

  private MagicResult line(String name, String arguments) throws Exception {
    return magics.run(MagicCall.line(name, arguments), session);
  }

  private MagicException wrong(String arguments) {
    return assertThrows(MagicException.class, () -> line("lmer", arguments));
  }

  private static String underlined(MagicException e) {
    return e.call().cell().substring(e.start(), e.end());
  }

  @Test
  void fitsShowsAndBinds() throws Exception {
    MagicResult shown = line("lmer", "m = Reaction ~ Days + (Days | Subject), data = sleepstudy");
    Report report = (Report) shown.value().orElseThrow();
    assertEquals("lmer", report.kind());
    assertEquals(2, shown.displays().size());
    assertTrue(shown.displays().stream().allMatch(Picture.class::isInstance));
    Lmer m = (Lmer) session.get("m");
    assertEquals(SLEEPSTUDY_REML, m.criterion(), 1e-6);
  }

  @Test
  void aWholeCallFromR() throws Exception {
    line(
        "lmer",
        "m <- lmer(Reaction ~ Days + (Days | Subject), data=sleepstudy, REML=FALSE,"
            + " control=lmerControl(optimizer=\"bobyqa\"))");
    Lmer m = (Lmer) session.get("m");
    assertFalse(m.reml());
  }

  @Test
  void theOnlyTableIsUsed() throws Exception {
    line("lmer", "m = Reaction ~ Days + (1 | Subject), plots = none");
    assertTrue(session.has("m"));
    line("dataset", "toy");
    MagicException e = wrong("m2 = Reaction ~ Days + (1 | Subject)");
    assertTrue(e.suggestion().orElseThrow().contains("data = sleepstudy or data = toy"));
  }

  @Test
  void picturesAsAsked() throws Exception {
    String formula = "Reaction ~ Days + (Days | Subject), plots = ";
    assertEquals(List.of(), line("lmer", formula + "none").displays());
    assertEquals(1, line("lmer", formula + "residuals").displays().size());
    assertEquals(2, line("lmer", formula + "c(residuals, caterpillar)").displays().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "m = Reaction ~ Dayz + (Days ; Subject) | Dayz | Days",
        "m = Reaction ~ Days + (Days ; Subjct) | Subjct | Subject",
        "m = Raction ~ Days + (1 ; Subject) | Raction | Reaction",
        "m = Reaction ~ Days + (1 ; Subject), data = sleepstudi | sleepstudi | sleepstudy",
        "m = Reaction ~ Days + (1 ; Subject), REML = maybe | maybe | TRUE",
        "m = Reaction ~ Days + (1 ; Subject), ddf = satt | satt | satterthwaite",
        "m = Reaction ~ Days + (1 ; Subject), REML = FALSE, ddf = KR | KR | satterthwaite",
        "m = Reaction ~ Days + (1 ; Subject), plots = residual_s | residual_s | residuals",
        "m = Reaction ~ Days + (1 ; Subject), dat = sleepstudy | dat | data",
        "class = Reaction ~ Days + (1 ; Subject) | class | Java",
      })
  void whatIsWrongIsUnderlined(String arguments, String place, String advice) {
    MagicException e = wrong(arguments.replace(';', '|'));
    assertEquals(place, underlined(e), e.getMessage());
    String said = e.getMessage() + " " + e.suggestion().orElse("");
    assertTrue(said.contains(advice), said);
    assertEquals(List.of("sleepstudy"), session.names());
  }

  @Test
  void effectsAreAPictureForEachTermOrANote() throws Exception {
    line("lmer", "m = Reaction ~ Days + (Days | Subject), plots = none");
    Picture days = (Picture) line("plot", "m, effects").displays().get(0);
    assertEquals("Means along Days: 95% intervals; the data behind", days.caption());
    line("lmer", "o = Reaction ~ 1 + (1 | Subject), plots = none");
    Report note = (Report) line("plot", "o, effects").displays().get(0);
    assertTrue(note.data().toString().contains("has no effect to draw"), note.toString());
    assertTrue(line("plot", "o").displays().stream().allMatch(Picture.class::isInstance));
    line("mixedlm", "p = \"Reaction ~ Days\", groups = \"Subject\", plots = none");
    assertEquals(1, line("plot", "p, effects").displays().size());
  }

  @Test
  void anOpenBracketIsNamed() {
    MagicException e = wrong("m = Reaction ~ Days + (Days | Subject");
    assertEquals("(", underlined(e));
    assertFalse(session.has("m"));
  }

  @Test
  void aFormulaWithoutRandomEffectsIsRefused() {
    MagicException e = wrong("m = Reaction ~ Days");
    assertTrue((e.getMessage() + e.suggestion().orElse("")).contains("|"), e.getMessage());
  }

  @Test
  void summaryRanefAndPlotsOfAFit() throws Exception {
    line("lmer", "m = Reaction ~ Days + (Days | Subject), plots = none");
    assertEquals("lmer", ((Report) line("summary", "m").value().orElseThrow()).kind());
    assertEquals("ranef", ((Report) line("ranef", "m").value().orElseThrow()).kind());
    assertEquals(8, line("plot", "m").displays().size());
    assertEquals(2, line("plot", "m, c(scale-location, shrinkage)").displays().size());
    assertEquals(0, line("ranef", "m").displays().size());
    assertEquals(3, line("ranef", "m, plots = c(caterpillar, qq)").displays().size());
    MagicException other =
        assertThrows(MagicException.class, () -> line("ranef", "m, plots = residuals"));
    assertTrue(other.suggestion().orElse("").contains("shrinkage"));
    assertEquals(1, line("plot", "m, residuals").displays().size());
    assertEquals(1, line("caterpillar", "m").displays().size());
    MagicException e = assertThrows(MagicException.class, () -> line("summary", "mm"));
    assertEquals("There are: m.", e.suggestion().orElseThrow());
  }
}
