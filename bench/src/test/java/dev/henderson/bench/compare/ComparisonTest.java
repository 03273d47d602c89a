package dev.henderson.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are the models the peers are asked for, and the table says what was measured. */
class ComparisonTest {
  /** REMLcrit(lmer(...)) of lme4 1.1-31 in R 4.2.2, factors with treatment contrasts. */
  @ParameterizedTest
  @CsvSource({"sleepstudy, 1743.6282719", "penicillin, 330.8605889"})
  void criterionIsThatOfR(String name, double criterion) throws IOException {
    assertEquals(criterion, Case.of(name).model().fit().criterion(), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"maximal", "cake", "Penicillin"})
  void dataAreTheSameEachTime(String data) throws IOException {
    StringWriter one = new StringWriter();
    StringWriter two = new StringWriter();
    CaseData.write(data, one);
    CaseData.write(data, two);
    assertEquals(one.toString(), two.toString());
  }

  @Test
  void maximalHasTheRowsOfTheDesignLessATenth() throws IOException {
    assertEquals(3456, Case.of("maximal").table().rowCount(), 60);
  }

  @Test
  void firstOfSeveralFitsIsNotCounted() {
    List<Peer.Fit> fits =
        List.of(
            new Peer.Fit(9, "7", 1, 10), new Peer.Fit(1, "7", 1, 20), new Peer.Fit(3, "7", 1, 30));
    Comparison.Line line = Comparison.summarize("lme4", fits, "");
    assertEquals(2, line.seconds());
    assertEquals(30, line.peakKilobytes());
  }

  @Test
  void tableNamesWhatIsMissingAndWhatFallsShort() {
    Comparison table = new Comparison();
    table.add(
        Case.of("sleepstudy"),
        List.of(
            new Comparison.Line("henderson", 0.001, "6", 1743.628, 2048, ""),
            new Comparison.Line("lme4", 0.02, "45", 1743.628, 4096, ""),
            new Comparison.Line("statsmodels", Double.NaN, "", Double.NaN, -1, "missing: x")));
    assertTrue(
        table.toString().contains("| sleepstudy | lme4 | 20.00 ms | 45 | 1743.628000 | 4 |"));
    assertTrue(table.toString().contains("| sleepstudy | statsmodels | missing: x |"));
    assertTrue(
        table.toString().contains("| sleepstudy | 1.00 ms | 20.00 ms | 20.0 | 30 | FALLS SHORT |"));
  }
}
