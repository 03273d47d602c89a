package dev.henderson.stats.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.Aov;
import dev.henderson.stats.Lm;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.PAdjustment;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.variables.DesignException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Data that leave no degrees of freedom, or nothing that varies: missing values and a reason. */
class NothingLeftTest {
  private static Table cells() {
    return Table.create(
        "cells",
        StringColumn.create("A", "a1", "a1", "a2", "a2", "a3", "a3"),
        StringColumn.create("B", "b1", "b2", "b1", "b2", "b1", "b2"),
        DoubleColumn.create("y", 3.1, 4.0, 3.7, 6.1, 5.2, 5.9),
        DoubleColumn.create("w", 0, 0, 0, 0, 0, 0));
  }

  private static String note(List<Diagnostic> notes, String code) {
    return notes.stream().filter(d -> d.code().equals(code)).findFirst().orElseThrow().message();
  }

  @Test
  void oneRowPerCell() {
    Aov aov = Aov.fit("y ~ A * B", cells());
    assertTrue(note(aov.diagnostics(), "no-residuals").contains("y ~ A + B."));
    // R 4.2.2: summary(aov(y ~ A * B)) has the sums of squares 4.163333, 2.666667, 0.8633333 on 2,
    // 1, 2
    // df
    List<AnovaRow> rows = aov.strata().get(0).rows();
    assertEquals(0.8633333333, rows.get(2).sumSq(), 1e-9);
    assertTrue(Double.isNaN(rows.get(0).f()));
    assertTrue(Double.isNaN(aov.cellMeans().orElseThrow().cells().get(0).get(0).half()));
    assertEquals(2, aov.pictures(PictureFormat.PNG).size());
    assertTrue(aov.toString().contains("A:B"));
    assertThrows(AovException.class, () -> aov.tukey("A"));
  }

  @Test
  void twoRows() {
    Aov aov = Aov.fit("y ~ A", cells().inRange(1, 3));
    assertTrue(note(aov.diagnostics(), "no-residuals").contains("as many coefficients as rows"));
    assertFalse(aov.pictures(PictureFormat.PNG).isEmpty());
  }

  @Test
  void weightsThatAreAllZero() {
    DesignException e =
        assertThrows(
            DesignException.class,
            () ->
                Aov.fit(
                    Formula.parse("y ~ A"),
                    ModelFrame.of("cells", cells()),
                    DesignOptions.defaults().withWeights(Expression.parse("w")),
                    HypothesisType.I));
    assertEquals("All weights are zero: no row counts.", e.getMessage());
    assertEquals("w", e.lineText());
  }

  @Test
  void groupsOfOneRow() {
    GroupingFactor g = new GroupingFactor("g", new int[] {0, 1, 2}, List.of("a", "b", "c"));
    OneWayTests tests = OneWayTests.of(new double[] {1, 2, 4}, g);
    assertTrue(Double.isNaN(tests.welch().pValue()));
    assertTrue(Double.isNaN(tests.levene(true).pValue()));
    assertTrue(Double.isNaN(tests.bartlett().pValue()));
    assertTrue(note(tests.notes(), "single-rows").startsWith("a, b, c have one row only"));
    PairwiseTests pairs = PairwiseTests.of(new double[] {1, 2, 4}, g, PAdjustment.HOLM, true);
    assertTrue(note(pairs.notes(), "untested-pairs").startsWith("No pair has a p value"));
  }

  @Test
  void aConstantResponse() {
    GroupingFactor g = new GroupingFactor("g", new int[] {0, 0, 1, 1}, List.of("a", "b"));
    OneWayTests tests = OneWayTests.of(new double[] {5, 5, 5, 5}, g);
    assertFalse(tests.welch().chiSquared());
    assertTrue(tests.kruskal().chiSquared());
    assertTrue(Double.isNaN(tests.welch().statistic()));
    assertTrue(note(tests.notes(), "constant-response").contains("the same"));
  }

  @Test
  void picturesOfPerfectFits() {
    Lm lm = Lm.fit("y ~ A * B", cells());
    assertEquals(1, lm.pictures(PictureFormat.PNG).size());
    assertTrue(
        lm.pictures(PictureFormat.PNG).get(0).caption().contains("zero but for rounding"),
        lm.pictures(PictureFormat.PNG).get(0).caption());
  }
}
