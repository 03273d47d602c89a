package dev.henderson.kernel.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.Aov;
import dev.henderson.stats.document.Block;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.TextOptions;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.FactorsAdvice;
import dev.henderson.stats.text.Prose;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the engine advises as calls is a cell in a notebook. */
class CellNotationTest {
  private static String cell(Call call) {
    return call.in(CellNotation.CELLS);
  }

  @Test
  void callsAreCells() {
    assertEquals("%lmer", cell(Call.of("lmer")));
    assertEquals("%confint m", cell(Call.of("confint", "m")));
    assertEquals("%tukey m", cell(Call.of("TukeyHSD", "m")));
    Call call = Call.of("lmer", "y ~ x + (1 | g), data = d").as("m0");
    assertEquals("%lmer m0 = y ~ x + (1 | g), data = d", cell(call));
    assertEquals("m0 <- lmer(y ~ x + (1 | g), data = d)", call.toString());
    assertEquals(
        "%factor d: a, b", new FactorsAdvice("d", List.of("a", "b")).in(CellNotation.CELLS));
  }

  @Test
  void aReportIsWordedWhereverACallMayStand() {
    Prose prose = Prose.of("Use ", Call.of("lm"), ".");
    Report report =
        new Report(
            "r",
            List.of(
                new Block.Note(Diagnostic.note("n", prose)),
                new Block.Code(Prose.of("Try"), Prose.of(Call.of("lm", "y ~ x")))),
            Map.of("notes", Report.notes(List.of(Diagnostic.note("n", prose)))));
    MimeBundle shown = new ReportDisplay().show(report, Map.of());
    for (String type : List.of(MimeBundle.TEXT, MimeBundle.HTML, MimeBundle.HENDERSON)) {
      assertTrue(shown.get(type).toString().contains("Use %lm."), type);
    }
    assertTrue(shown.get(MimeBundle.TEXT).toString().contains("  %lm y ~ x"));
    assertEquals(List.of(Map.of("code", "n", "message", "Use lm.")), report.data().get("notes"));
  }

  @Test
  void errorsAdviseCells() {
    assertEquals(
        "Use %lm.", CellNotation.message(new FitException(Prose.of("Use ", Call.of("lm"), "."))));
    assertEquals("No.", CellNotation.message(new IllegalStateException("No.")));
  }

  /** A cell is missing, so that a mixed model is advised. */
  @Test
  void notesOfAFit() {
    StringBuilder text = new StringBuilder("id,a,y\n");
    for (int i = 1; i <= 5; i++) {
      for (String a : List.of("u", "v", "w")) {
        text.append("s")
            .append(i)
            .append(',')
            .append(a)
            .append(',')
            .append(i * i % 7 + a.charAt(0) % 5 + i % 3)
            .append('\n');
      }
    }
    String rows = text.substring(0, text.lastIndexOf("s5,w"));
    Aov fit =
        Aov.fit("y ~ a + Error(id/a)", DelimitedText.read("d", rows, TextOptions.DEFAULT).table());
    String shown = new ReportDisplay().show(fit.report(), Map.of()).get(MimeBundle.TEXT).toString();
    assertTrue(
        shown.replaceAll("\\s+", " ").contains("%lmer m = y ~ a + (1 | id), data = d"), shown);
    assertFalse(fit.toString().contains("%lmer"), fit.toString());
    assertTrue(
        fit.toString().replaceAll("\\s+", " ").contains("m <- lmer(y ~ a + (1 | id), data = d)"));
  }
}
