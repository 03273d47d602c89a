package dev.henderson.stats.statsmodels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.henderson.stats.AnovaRm;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.report.AnovaRmReport;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tech.tablesaw.api.Table;

/** Tables of statsmodels 0.15.0's AnovaRM (src/test/python/statsmodels_reference.py). */
class RepeatedMeasuresTest {
  private static RepeatedMeasures.Column column(String name) {
    return new RepeatedMeasures.Column(name, Span.at(0));
  }

  private static AnovaRm fit(
      Table table, String response, String subject, List<String> within, boolean aggregate) {
    return AnovaRm.fit(
        RepeatedMeasures.of(
            "",
            ModelFrame.of("d", table),
            column(response),
            column(subject),
            within.stream().map(RepeatedMeasuresTest::column).toList(),
            aggregate),
        () -> false);
  }

  private static Table load(String name) {
    return Dataset.find(name).orElseThrow().load();
  }

  @TestFactory
  Stream<DynamicTest> tables() {
    return StreamSupport.stream(
            MixedLmReferenceTest.reference("anovarm").getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(c -> DynamicTest.dynamicTest(c.get("data") + " " + c.get("terms"), () -> check(c)));
  }

  private static void check(JsonObject c) {
    AnovaRm m =
        fit(
            load(c.get("data").getAsString()),
            c.get("depvar").getAsString(),
            c.get("subject").getAsString(),
            MixedLmReferenceTest.strings(c.getAsJsonArray("within")),
            !c.get("aggregate_func").isJsonNull());
    List<String> terms = MixedLmReferenceTest.strings(c.getAsJsonArray("terms"));
    assertEquals(terms, m.anovaTable().stream().map(AnovaRmReport.Row::term).toList());
    for (int t = 0; t < terms.size(); t++) {
      double[] row =
          MixedLmReferenceTest.numbers(c.getAsJsonArray("table").get(t).getAsJsonArray());
      AnovaRmReport.Row own = m.anovaTable().get(t);
      assertEquals(row[0], own.f(), 1e-9 * row[0]);
      assertEquals(row[1], own.numDf());
      assertEquals(row[2], own.denDf());
      assertEquals(row[3], own.pValue(), 1e-8 * row[3]);
    }
  }

  @Test
  void theCallIsRs() {
    AnovaRm m = AnovaRm.fit(load("ergoStool"), "effort", "Subject", List.of("Type"));
    assertTrue(m.aovCall().matches("aov\\(effort ~ Type \\+ Error\\(.*Subject.*/Type\\), .*"));
  }

  @Test
  void meansAreSaidInRsWords() {
    AnovaRm m = fit(load("Machines"), "score", "Worker", List.of("Machine"), true);
    assertEquals(
        "aov(score ~ Machine + Error(Worker/Machine), data = aggregate(score ~ Worker + Machine,"
            + " data = d, FUN = mean))",
        m.aovCall());
  }

  @Test
  void emptyCellsAreNamed() {
    Table oats = load("Oats").dropRange(0, 2);
    FormulaException e =
        assertThrows(
            FormulaException.class,
            () -> fit(oats, "yield", "Block", List.of("Variety", "nitro"), false));
    assertTrue(
        e.getMessage().contains("Block I has none in Variety Victory, nitro 0; Block I in Variety"),
        e.getMessage());
    assertTrue(e.suggestion().orElseThrow().contains("(1 | Block)"), e.suggestion().get());
  }

  @Test
  void severalRowsInACellAreNamed() {
    FormulaException e =
        assertThrows(
            FormulaException.class,
            () -> fit(load("Machines"), "score", "Worker", List.of("Machine"), false));
    assertTrue(
        e.getMessage().contains("Worker 6 has 3 in Machine A; Worker 6 in Machine B"),
        e.getMessage());
    assertTrue(e.suggestion().orElseThrow().contains("aggregate_func"));
  }

  @Test
  void columnsAreChecked() {
    Table oats = load("Oats");
    assertTrue(
        assertThrows(
                FormulaException.class,
                () -> fit(oats, "yeild", "Block", List.of("Variety"), false))
            .suggestion()
            .orElseThrow()
            .contains("yield"));
    assertTrue(
        assertThrows(
                FormulaException.class,
                () -> fit(oats, "Variety", "Block", List.of("nitro"), false))
            .getMessage()
            .contains("numbers"));
    assertTrue(
        assertThrows(
                FormulaException.class, () -> fit(oats, "yield", "Block", List.of("Block"), false))
            .getMessage()
            .contains("twice"));
  }
}
