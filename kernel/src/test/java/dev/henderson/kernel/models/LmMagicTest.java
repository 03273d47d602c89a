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
import dev.henderson.stats.Lm;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.plot.Picture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LmMagicTest {
  /** R 4.2.2: coef(lm(mpg ~ wt + factor(cyl), mtcars))[["wt"]]. */
  private static final double SLOPE = -3.20561325619286;

  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  @BeforeEach
  void load() throws Exception {
    line("dataset", "mtcars");
  }

  private MagicResult line(String name, String arguments) throws Exception {
    return magics.run(MagicCall.line(name, arguments), session);
  }

  @Test
  void fitsShowsAndBinds() throws Exception {
    MagicResult shown = line("lm", "m = mpg ~ wt + factor(cyl), data = mtcars");
    assertEquals("lm", ((Report) shown.value().orElseThrow()).kind());
    assertEquals(4, shown.displays().size());
    assertTrue(shown.displays().stream().allMatch(Picture.class::isInstance));
    Lm m = (Lm) session.get("m");
    assertEquals(SLOPE, m.coef().estimate(1), 1e-10);
    assertEquals(4, m.tidy().rowCount());
    assertEquals(32, m.augment().rowCount());
    assertTrue(m.augment().columnNames().contains(".cooksd"));
    assertTrue(m.toString().contains("factor(cyl)6"), m.toString());
    assertEquals("lm", ((Report) line("summary", "m").value().orElseThrow()).kind());
    assertEquals(6, line("plot", "m").displays().size());
    assertEquals(2, line("plot", "m, effects").displays().size());
    assertEquals(1, line("plot", "m, scale-location").displays().size());
    assertEquals(2, line("plot", "m, c(qq, leverage)").displays().size());
  }

  @Test
  void aWholeCallFromR() throws Exception {
    line("lm", "m <- lm(mpg ~ wt + factor(cyl), data=mtcars, weights = hp, plots = none)");
    assertTrue(((Lm) session.get("m")).fit().hasWeights());
  }

  /** R 4.2.2, sandwich: sqrt(diag(vcovHC(lm(mpg ~ wt, mtcars), "HC3")))[["wt"]]. */
  @Test
  void robustStandardErrors() throws Exception {
    MagicResult shown = line("lm", "m = mpg ~ wt, data = mtcars, se = HC3, plots = none");
    Lm m = (Lm) session.get("m");
    assertEquals(0.738106446236622, m.coefficients().rows().get(1).standardError(), 1e-10);
    assertTrue(
        shown.value().orElseThrow() instanceof Report r && r.data().containsKey("std.error"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m = mpg ~ wtt | wtt | wt",
        "m = mpg ~ wt + Error(cyl) | Error(cyl) | %aov",
        "m = mpg ~ wt, plots = leverag | leverag | leverage",
        "m = car ~ wt | car | factor",
        "m = mpg ~ wt, tol = 2 | 2 | 1e-7",
        "m = mpg ~ wt, se = HC9 | HC9 | HC3",
      })
  void whatIsWrongIsUnderlined(String arguments, String place, String advice) {
    MagicException e = assertThrows(MagicException.class, () -> line("lm", arguments));
    assertEquals(place, e.call().cell().substring(e.start(), e.end()), e.getMessage());
    String said = e.getMessage() + " " + e.suggestion().orElse("");
    assertTrue(said.contains(advice), said);
    assertFalse(session.has("m"));
  }
}
