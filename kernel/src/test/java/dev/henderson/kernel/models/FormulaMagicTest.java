package dev.henderson.kernel.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.app.StandardMagics;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.design.FormulaExpansion;
import dev.henderson.stats.document.Report;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaMagicTest {
  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  @BeforeEach
  void load() throws Exception {
    magics.run(MagicCall.line("dataset", "sleepstudy"), session);
  }

  private Map<String, Object> data(String arguments) throws Exception {
    MagicResult shown = magics.run(MagicCall.line("formula", arguments), session);
    Report report = assertInstanceOf(Report.class, shown.value().orElseThrow());
    assertEquals("formula", report.kind());
    return report.data();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "Reaction ~ Days + (Days | Subject), data = sleepstudy",
        "Reaction ~ Days + (Days | Subject), sleepstudy",
        "Reaction ~ Days + (Days | Subject)",
        "lmer(Reaction ~ Days + (Days | Subject), data = sleepstudy, REML = FALSE)",
        "lmer(Reaction ~ Days + (Days | Subject), sleepstudy)",
        "formula = Reaction ~ Days + (Days | Subject), data = sleepstudy",
      })
  void readsTheCallAsRHasIt(String arguments) throws Exception {
    Map<String, Object> data = data(arguments);
    assertEquals("sleepstudy", data.get("data"));
    assertEquals(List.of("(Intercept)", "Days"), data.get("columns"));
    assertEquals(180, data.get("nobs"));
  }

  @Test
  void withoutATableThatFits() throws Exception {
    Map<String, Object> data = data("y ~ a*b + (1 | g)");
    assertEquals(List.of("a", "b", "a:b"), data.get("terms"));
    assertEquals(List.of(), data.get("columns"));
    assertTrue(data.get("notes").toString().contains("add data = sleepstudy"), data.toString());
  }

  @Test
  void optionsOfTheDesignCount() throws Exception {
    Map<String, Object> data =
        data("Reaction ~ factor(Days), subset = Days < 3, contrasts = {`factor(Days)`: sum}");
    assertEquals(List.of("(Intercept)", "factor(Days)1", "factor(Days)2"), data.get("columns"));
    assertEquals(54, data.get("nobs"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "contr.treatment(3, base = 2) # [(Intercept), f1, f3]",
        "contr.sum(3) # [(Intercept), f1, f2]",
        "\"contr.helmert\" # [(Intercept), f1, f2]",
        "treatment(\"b\") # [(Intercept), fa, fc]",
      })
  void contrastsAsCalls(String coding, String columns) throws Exception {
    String table = "y,f\n1,a\n2,b\n3,c\n4,a\n5,b\n6,c\n";
    magics.run(MagicCall.cell("csv", "t", table), session);
    assertEquals(
        columns,
        data("y ~ f, data = t, contrasts = list(f = " + coding + ")").get("columns").toString());
    assertThrows(
        MagicException.class, () -> data("y ~ f, data = t, contrasts = {f: contr.sum(x = 2)}"));
  }

  @Test
  void aNameInFrontIsBound() throws Exception {
    data("e = Reaction ~ Days");
    assertInstanceOf(FormulaExpansion.class, session.get("e"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "Reaction ~ Dayz # Dayz # Days # unknown-variable",
        "Reaction ~ Days + (1 | Subjct) # Subjct # Subject # unknown-variable",
        "Reaction ~ lgo(Days) # lgo # log # unknown-function",
        "Reaction ~ Days + (1 | # ( # Close it # syntax",
        "Reaction ~ Days + (1 | Subject + Days) # Subject + Days # (1 | Subject) + (1 | Days) # syntax",
        "Reaction = Days # = # ~ # syntax",
        "Reaction ~ Days, data = sleepstudi # sleepstudi # sleepstudy # unknown-table",
        "Reaction ~ Days, groups = Subject # groups # options # syntax",
        "Reaction ~ Days, sleepstudy, Subject # Subject # name = value # usage",
        "Reaction ~ Days + poly(Days, 20) # poly(Days, 20) # degree # design",
        "Reaction ~ log(Subject) # Subject # factor # design",
      })
  void whatIsWrongIsUnderlined(String arguments, String place, String advice, String code) {
    MagicException e = assertThrows(MagicException.class, () -> data(arguments));
    assertEquals(place, e.call().cell().substring(e.start(), e.end()), e.getMessage());
    String said = e.getMessage() + " " + e.suggestion().orElse("");
    assertTrue(said.contains(advice), said);
    assertEquals(code, e.code(), said);
    assertEquals(List.of("sleepstudy"), session.names());
  }

  @Test
  void placesOfSeveralLinesAndOfCharactersBeyondTheBasicPlane() {
    MagicException e =
        assertThrows(
            MagicException.class, () -> data("Reaction ~ Days +\n   (1 | \uD83D\uDE00Subject)"));
    assertEquals(2, dev.henderson.kernel.session.Cell.line(e.call().cell(), e.start()));
    assertEquals(9, dev.henderson.kernel.session.Cell.column(e.call().cell(), e.start()));
  }
}
