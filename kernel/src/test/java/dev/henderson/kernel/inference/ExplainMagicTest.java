package dev.henderson.kernel.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.display.CellNotation;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.resample.MixedInfluence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** %design, %influence and %explain as a user types them. */
class ExplainMagicTest {
  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  private MagicResult run(String name, String arguments) throws Exception {
    return magics.run(MagicCall.line(name, arguments), session);
  }

  private Report report(String name, String arguments) throws Exception {
    return assertInstanceOf(Report.class, run(name, arguments).value().orElseThrow())
        .in(CellNotation.CELLS);
  }

  private MagicException error(String name, String arguments) {
    return assertThrows(MagicException.class, () -> run(name, arguments));
  }

  /** Every call that an explanation or a design offers runs as it stands, in the order offered. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "lmer; Reaction ~ Days + (Days | Subject); sleepstudy; 2",
        "lmer; dependent_var ~ factor(Condition_1) * factor(Condition_2) + (1 | participant_ID);"
            + " toy; 3",
        "lmer; strength ~ 1 + (1 | batch/cask); Pastes; 2",
        "lmer; angle ~ recipe * temperature + (1 | recipe:replicate); cake; 3",
        "lmer; yield ~ nitro + (nitro | Block); Oats; 3",
        "lm; breaks ~ wool * tension; warpbreaks; 2",
        "lm; weight ~ Time * Diet; ChickWeight; 2",
        "aov; weight ~ group; PlantGrowth; 2",
        "aov; yield ~ N * P * K + Error(block); npk; 1",
      })
  void whatIsOfferedRuns(String magic, String formula, String data, int count) throws Exception {
    run("dataset", data);
    run(magic, "m = " + formula + ", data = " + data);
    Report explained = report("explain", "m");
    assertEquals("explain", explained.kind());
    List<?> next = assertInstanceOf(List.class, explained.data().get("next"));
    assertTrue(next.size() >= count, next.toString());
    for (Object call : next) {
      String cell = ((Map<?, ?>) call).get("cell").toString();
      String[] parts = cell.substring(1).split(" ", 2);
      assertFalse(run(parts[0], parts[1]).equals(MagicResult.none()), cell);
    }
    Report design = report("design", formula + ", data = " + data);
    assertEquals("design", design.kind());
    for (Object call : (List<?>) design.data().get("calls")) {
      String text = ((Map<?, ?>) call).get("call").toString();
      assertTrue(run(text.substring(0, text.indexOf('(')), text).value().isPresent(), text);
    }
  }

  @Test
  void influenceIsBoundAndDrawn() throws Exception {
    run("dataset", "sleepstudy");
    run("lmer", "m = Reaction ~ Days + (Days | Subject), data = sleepstudy");
    MagicResult shown = run("influence", "i = m, group = Subject");
    Report report = assertInstanceOf(Report.class, shown.value().orElseThrow());
    assertEquals("exact", report.data().get("method"));
    assertEquals(18, ((List<?>) report.data().get("tidy")).size());
    Picture picture = assertInstanceOf(Picture.class, shown.displays().get(0));
    assertTrue(picture.alt().contains("Largest: 309"), picture.alt());
    assertInstanceOf(MixedInfluence.class, session.get("i"));
    assertEquals(
        "one-step", report("influence", "m, group = obs, method = one-step").data().get("method"));
    assertTrue(run("influence", "m, plots = none").displays().isEmpty());
  }

  @Test
  void mistakes() throws Exception {
    run("dataset", "sleepstudy");
    run("lmer", "m = Reaction ~ Days + (Days | Subject), data = sleepstudy");
    run("lm", "l = Reaction ~ Days, data = sleepstudy");
    assertTrue(error("influence", "m, group = Subjct").getMessage().contains("Subject"));
    assertTrue(error("influence", "m, method = fast").getMessage().contains("fast"));
    assertTrue(error("influence", "l").getMessage().contains("l is one of %lm"));
    assertTrue(error("explain", "nothing").getMessage().contains("no fit nothing"));
    assertTrue(error("design", "").getMessage().contains("no formula"));
    assertTrue(
        error("design", "Reaction ~ Dys + (1 | Subject), data = sleepstudy")
            .getMessage()
            .contains("Dys"));
  }
}
