package dev.henderson.kernel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.display.CellNotation;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.EmmMeans;
import dev.henderson.stats.document.HtmlRenderer;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are witnessed in stats; here is what the magics make of them. */
class EmmeansMagicTest {
  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  @BeforeEach
  void fit() throws Exception {
    line("dataset", "warpbreaks");
    line("lm", "m = breaks ~ wool * tension, data = warpbreaks, plots = none");
  }

  private MagicResult line(String name, String arguments) throws Exception {
    return magics.run(MagicCall.line(name, arguments), session);
  }

  private Report report(String name, String arguments) throws Exception {
    return ((Report) line(name, arguments).value().orElseThrow()).in(CellNotation.CELLS);
  }

  private static Map<?, ?> row(Report report, String part, int i) {
    return (Map<?, ?>) ((List<?>) report.data().get(part)).get(i);
  }

  /** R 4.2.2, emmeans 1.8.4: pairs(emmeans(lm(breaks ~ wool * tension), ~ tension | wool)). */
  @Test
  void meansContrastsPicturesAndBinding() throws Exception {
    MagicResult shown = line("emmeans", "e = m, pairwise ~ tension | wool");
    Report report = (Report) shown.value().orElseThrow();
    assertEquals("emmeans", report.kind());
    assertEquals("tukey", report.data().get("adjust"));
    assertEquals("A", row(report, "means", 0).get("wool"));
    assertEquals(44.5555555555556, (double) row(report, "means", 0).get("estimate"), 1e-9);
    Map<?, ?> first = row(report, "contrasts", 0);
    assertEquals("L - M", first.get("contrast"));
    assertEquals(3.98572081, (double) first.get("statistic"), 1e-7);
    assertEquals(0.000657273645, (double) first.get("p.value"), 1e-6);
    assertEquals(2, shown.displays().size());
    EmmMeans e = (EmmMeans) session.get("e");
    assertEquals(6, e.tidy().rowCount());
    assertEquals(
        List.of(
            "contrast",
            "wool",
            "estimate",
            "std.error",
            "df",
            "conf.low",
            "conf.high",
            "statistic",
            "p.value"),
        e.contrasts().tidy().columnNames());
    assertEquals("tukey", e.contrasts().adjust());
    assertEquals(3, line("emmeans", "m, pairwise ~ tension | wool, plots = all").displays().size());
  }

  /** A factor in an interaction is not averaged in silence; the cell to go on with runs. */
  @Test
  void interactionIsSaidAndTheNextCellRuns() throws Exception {
    Report report = report("emmeans", "m, ~ tension, plots = none");
    String text = TextRenderer.render(report);
    assertTrue(text.contains("takes part in an interaction with wool"), text);
    String cell = text.lines().filter(l -> l.contains("Look within:")).findFirst().orElseThrow();
    String next = cell.substring(cell.indexOf('%') + 1);
    Report by = report("emmeans", next.substring(next.indexOf(' ') + 1) + ", plots = none");
    assertEquals("pairwise ~ tension | wool", by.data().get("spec"));
    assertFalse(TextRenderer.render(by).contains("takes part"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "emmeans(m, pairwise ~ tension | wool)",
        "emmeans(m, specs = pairwise ~ tension | wool)",
        "m, \"tension\", by = \"wool\", contrasts = pairwise",
        "m, specs = c(\"tension\"), by = wool, method = \"pairwise\"",
        "m, list(pairwise ~ tension | wool)",
        "m, ~ tension | wool, contr = 1",
      })
  void theSameInOtherWords(String arguments) throws Exception {
    if (arguments.contains("contr = 1")) {
      assertThrows(MagicException.class, () -> line("emmeans", arguments));
      return;
    }
    Report report = report("emmeans", arguments + (arguments.endsWith(")") ? "" : ""));
    assertEquals(6, ((List<?>) report.data().get("contrasts")).size());
    assertEquals(0.000657273645, (double) row(report, "contrasts", 0).get("p.value"), 1e-6);
  }

  @Test
  void ownContrastsLettersEffectsJoint() throws Exception {
    Report own =
        report(
            "emmeans",
            "m, ~ tension | wool, contrasts = {\"H - L\": c(-1, 0, 1), \"rest\": c(-1, 1/2, 1/2)},"
                + " joint = TRUE, cld = TRUE, effects = TRUE, plots = none");
    assertEquals("H - L", row(own, "contrasts", 0).get("contrast"));
    assertEquals(-20.0, (double) row(own, "contrasts", 0).get("estimate"), 1e-9);
    assertEquals(2, ((List<?>) own.data().get("joint")).size());
    assertEquals("b", row(own, "means", 0).get("group"));
    assertEquals(4, ((List<?>) own.data().get("effects")).size());
    Report list =
        report(
            "emmeans",
            "m, ~ tension | wool, contrast = list(\"H - L\" = c(-1, 0, 1)), plots = none");
    assertEquals("none", list.data().get("adjust"));
    assertEquals(2, ((List<?>) list.data().get("contrasts")).size());
  }

  @Test
  void slopesJointTestsAndHypotheses() throws Exception {
    line("dataset", "mtcars");
    line("lm", "c = mpg ~ factor(cyl) * wt, data = mtcars, plots = none");
    Report slopes = report("emtrends", "c, pairwise ~ cyl, var = wt, plots = none");
    // R 4.2.2, emmeans 1.8.4: emtrends(lm(mpg ~ factor(cyl) * wt, mtcars), ~ cyl, var = "wt").
    assertEquals(-5.647025, (double) row(slopes, "means", 0).get("estimate"), 1e-5);
    assertEquals(4.0, row(slopes, "means", 0).get("cyl"));
    Report called = report("emmeans", "trends(c, ~ cyl, var = wt), plots = none");
    assertEquals(slopes.data().get("means"), called.data().get("means"));
    Report joint = report("joint_tests", "m, by = wool");
    assertEquals(10.312, (double) row(joint, "tidy", 0).get("statistic"), 5e-4);
    Report glht = report("contrast", "m, \"tensionM - tensionH = 0\", \"woolB:tensionM = 3\"");
    assertEquals(2, ((List<?>) glht.data().get("contrasts")).size());
    assertEquals("mvt", glht.data().get("adjust"));
    assertEquals(2, row(glht, "joint", 0).get("NumDF"));
    assertTrue(HtmlRenderer.render(glht).contains("all hypotheses together"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "emmeans | m, ~ tensoin | ~ tensoin | tension",
        "emmeans | m, pairwize ~ tension | pairwize ~ tension | pairwise",
        "emmeans | m, ~ tension + | ~ tension + | missing",
        "emmeans | m | m | pairwise ~ A",
        "emmeans | m, ~ tension, adjust = tuckey | tuckey | tukey",
        "emmeans | m, ~ tension, wieghts = cells | wieghts | weights",
        "emmeans | m, ~ tension, at = list(tension = \"Q\") | ~ tension | L, M, H",
        "emmeans | m, ~ tension, ddf = satterthwaite | satterthwaite | mixed",
        "emmeans | m, pairwise ~ tension, ref = \"L\" | \"L\" | trt.vs.ctrl",
        "emmeans | m, ~ tension, plots = bars | bars | means",
        "emmeans | zz, ~ tension | zz | m",
        "emtrends | m, ~ tension | ~ tension | var = x",
        "contrast | m, \"tensionM - tensionQ = 0\" | tensionQ | tension",
        "contrast | m, tensionM | tensionM | quotes",
        "joint_tests | m, by = wol | wol | wool",
      })
  void whatIsWrongIsUnderlined(String magic, String arguments, String place, String advice) {
    MagicException e = assertThrows(MagicException.class, () -> line(magic, arguments));
    String underlined =
        e.call().cell().substring(e.start(), Math.min(e.end(), e.call().cell().length()));
    String said = e.getMessage() + " " + e.suggestion().orElse("");
    assertTrue(said.contains(advice), said);
    assertTrue(
        place.startsWith(underlined.strip()) || underlined.contains(place),
        underlined + ": " + said);
    assertFalse(session.has("e"));
  }
}
