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
import dev.henderson.stats.AnovaRm;
import dev.henderson.stats.Aov;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnovaRmMagicTest {
  /** statsmodels 0.15.0: AnovaRM(Oats, "yield", "Block", within=["Variety", "nitro"]), nitro. */
  private static final double NITRO = 55.98052008574893;

  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  @BeforeEach
  void load() throws Exception {
    line("dataset", "Oats");
  }

  private MagicResult line(String name, String arguments) throws Exception {
    return magics.run(MagicCall.line(name, arguments), session);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AnovaRM(data=Oats, depvar=\"yield\", subject=\"Block\", within=[\"Variety\","
            + " \"nitro\"]).fit()",
        "AnovaRM(Oats, 'yield', 'Block', within=['Variety', 'nitro'])",
        "sm.stats.AnovaRM(Oats, 'yield', 'Block', ['Variety', 'nitro'], None, None).fit()",
        "depvar=yield, subject=Block, within=[Variety, nitro]",
      })
  void isReadAsItStands(String call) throws Exception {
    MagicResult shown = line("anovarm", "m = " + call);
    AnovaRm m = (AnovaRm) session.get("m");
    assertEquals(NITRO, m.anovaTable().get(1).f(), 1e-9);
    Report report = (Report) shown.value().orElseThrow();
    assertEquals("anovarm", report.kind());
    String text = TextRenderer.render(report).replaceAll("\\s+", " ");
    assertTrue(text.contains("F Value Num DF Den DF Pr > F"), text);
    assertTrue(
        text.contains(
            "aov(yield ~ Variety * factor(nitro) + Error(Block/(Variety * factor(nitro)))"),
        text);
    assertEquals(3, shown.displays().size());
  }

  @Test
  void theAovCallMakesTheSame() throws Exception {
    line("anovarm", "m = depvar=yield, subject=Block, within=[Variety, nitro], plots=none");
    line("aov", "a = " + ((AnovaRm) session.get("m")).aovCall());
    Aov a = (Aov) session.get("a");
    assertEquals(
        NITRO,
        a.fit().stratum("Block:factor(nitro)").orElseThrow().rows().get(0).f(),
        1e-9,
        a.toString());
  }

  @Test
  void meansOfSeveralRows() throws Exception {
    line("anovarm", "m = depvar=yield, subject=Block, within=nitro, aggregate_func=\"mean\"");
    assertEquals(NITRO, ((AnovaRm) session.get("m")).anovaTable().get(0).f(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "AnovaRM(Oats, 'yeild', 'Block', within=['nitro']) ; 'yeild' ; yield",
        "AnovaRM(Oats, 'yield', 'Block', within=['nitro']) ; 'Block' ; aggregate_func",
        "AnovaRM(Oats, 'yield', 'Block', within=['Variety', 'nitr']) ; 'nitr' ; nitro",
        "AnovaRM(Oats, 'yield', 'Block', within=['nitro'], between=['Variety']) ; ['Variety'] ;"
            + " %aov",
        "AnovaRM(Oats, 'yield', 'Block', within=['nitro'], aggregate_func='median') ; 'median' ;"
            + " mean",
        "AnovaRM(Oat, 'yield', 'Block', within=['nitro']) ; Oat ; Oats",
        "AnovaRM(Oats, 'yield', 'Block', within=[]) ; [] ; within",
      })
  void whatIsWrongIsUnderlined(String call, String place, String advice) {
    MagicException e =
        assertThrows(MagicException.class, () -> line("anovarm", "m = " + call), call);
    String said = e.getMessage() + " " + e.suggestion().orElse("");
    assertTrue(said.contains(advice), said);
    assertEquals(place, e.call().cell().substring(e.start(), e.end()), said);
    assertEquals(List.of("Oats"), session.names());
  }

  @Test
  void missingArgumentsAreNamed() {
    MagicException e =
        assertThrows(MagicException.class, () -> line("anovarm", "data=Oats, depvar='yield'"));
    assertTrue(e.getMessage().contains("subject is missing"), e.getMessage());
  }
}
