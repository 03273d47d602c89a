package dev.henderson.kernel.inference;

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
import dev.henderson.stats.document.Report;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

class PredictMagicTest {
  private final Session session = Session.withoutJava();
  private final Magics magics = StandardMagics.create();

  @BeforeEach
  void fit() throws Exception {
    line("dataset", "sleepstudy");
    line("lmer", "m = Reaction ~ Days + (Days | Subject), data = sleepstudy, plots = none");
    magics.run(MagicCall.cell("csv", "t", "Days,Subject\n0,308\n5,335\n12,308\n3,new\n"), session);
  }

  private MagicResult line(String name, String arguments) throws Exception {
    return magics.run(MagicCall.line(name, arguments), session);
  }

  /** predict(m, t, allow.new.levels = TRUE) of lme4 1.1-31; see reference/infer. */
  @Test
  void newRows() throws Exception {
    Report report = (Report) line("predict", "p = m, newdata = t").value().orElseThrow();
    assertEquals("predict", report.kind());
    Table p = (Table) session.get("p");
    assertEquals(List.of("Days", "Subject", ".fitted", ".se.fit"), p.columnNames().subList(0, 4));
    assertEquals(489.658764, p.doubleColumn(".fitted").get(2), 1e-2);
    assertEquals(20.061228, p.doubleColumn(".se.fit").get(2), 1e-3);
    assertTrue(report.data().get("notes").toString().contains("Subject that the model has not"));
    Map<?, ?> row = (Map<?, ?>) ((List<?>) report.data().get("tidy")).get(3);
    assertEquals("new", row.get("Subject"));
    line("predict", "q = m, newdata = t, re.form = NA, level = 0.9");
    Table q = (Table) session.get("q");
    assertEquals(377.012536, q.doubleColumn(".fitted").get(2), 1e-2);
    // predict(m, t, re.form = ~(1 | Subject)): reference/infer/predict.json.
    line("predict", "r = m, newdata = t, re.form = ~(1 | Subject)");
    assertEquals(379.271102, ((Table) session.get("r")).doubleColumn(".fitted").get(2), 1e-2);
  }

  @Test
  void rowsOfTheFitAndSimulations() throws Exception {
    line("predict", "p = m");
    assertEquals(180, ((Table) session.get("p")).rowCount());
    line("simulate", "s = m, n = 2, seed = 5");
    line("simulate", "u = m, n = 2, seed = 5");
    Table s = (Table) session.get("s");
    assertEquals(180, s.rowCount());
    assertEquals(
        s.doubleColumn("sim_2").asList(),
        ((Table) session.get("u")).doubleColumn("sim_2").asList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "predict ; m, newdata = tt ; tt ; t",
        "predict ; m, newdata = t, re = some ; some ; all, none",
        "predict ; m, newdata = t, re = ~(1 | Item) ; (1 | Item) ; Subject",
        "predict ; m, newdat = t ; newdat ; newdata",
        "predict ; m, newdata = noDays ; noDays ; Days",
        "simulate ; m, n = 1.5 ; 1.5 ; whole",
      })
  void whatIsWrongIsUnderlined(String magic, String arguments, String place, String advice)
      throws Exception {
    magics.run(MagicCall.cell("csv", "noDays", "Subject\n308\n"), session);
    MagicException e = assertThrows(MagicException.class, () -> line(magic, "p = " + arguments));
    assertEquals(place, e.call().cell().substring(e.start(), e.end()), e.getMessage());
    String said = e.getMessage() + " " + e.suggestion().orElse("");
    assertTrue(said.contains(advice), said);
    assertFalse(session.has("p"));
  }
}
