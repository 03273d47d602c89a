package dev.henderson.stats.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.Aov;
import dev.henderson.stats.Lm;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lm.LmReference;
import dev.henderson.stats.lm.VarianceInflation;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.report.AnovaReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A combination of levels without rows is named wherever an analysis stumbles over it. */
class EmptyCellsTest {
  private static Table cells() {
    return Table.create(
        "t",
        StringColumn.create("A", "a1", "a1", "a1", "a1", "a2", "a2", "a2", "a3", "a3", "a3"),
        StringColumn.create("B", "b1", "b1", "b2", "b2", "b1", "b2", "b2", "b1", "b1", "b1"),
        DoubleColumn.create("y", 3.1, 4.0, 3.7, 6.1, 5.2, 5.9, 4.4, 2.2, 3.9, 4.1));
  }

  private static String note(List<Diagnostic> notes, String code) {
    return notes.stream().filter(d -> d.code().equals(code)).findFirst().orElseThrow().message();
  }

  @Test
  void namedByFitsAndByVif() {
    Lm lm = Lm.fit("y ~ A * B", cells());
    String said = note(lm.fit().diagnostics(), "empty-cells");
    assertTrue(said.startsWith("1 of the 6 combinations of A, B has no row (a3:b2)"), said);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> VarianceInflation.of(lm.fit()));
    assertTrue(e.getMessage().contains("(a3:b2)"), e.getMessage());
    assertTrue(e.getMessage().endsWith("Leave the term A:B out first."), e.getMessage());
    assertTrue(
        Lm.fit("y ~ A + B", cells()).fit().diagnostics().isEmpty(), "nothing depends on the cell");
  }

  @Test
  void typeThreeWarns() {
    Aov aov =
        Aov.fit(
            Formula.parse("y ~ A * B"),
            ModelFrame.of("t", cells()),
            DesignOptions.defaults(),
            HypothesisType.III);
    assertTrue(note(aov.diagnostics(), "type-3-empty-cells").contains("which cells are empty"));
    assertTrue(note(aov.diagnostics(), "empty-cells").contains("a3:b2"));
    assertFalse(
        Aov.fit("y ~ A * B", cells()).diagnostics().stream()
            .anyMatch(d -> d.code().equals("type-3-empty-cells")));
  }

  @Test
  void termsThatTellTheSame() {
    Lm lm =
        Lm.fit(
            Formula.parse("mpg ~ wt + I(2 * wt) + hp"),
            LmReference.frame("mtcars", null),
            DesignOptions.defaults());
    AnovaTable table = lm.anova(HypothesisType.III);
    assertEquals(0, table.rows().get(0).df());
    String said = note(table.notes(lm.fit()), "no-own-df");
    assertTrue(said.startsWith("wt, I(2 * wt) have no degrees of freedom here"), said);
    assertTrue(
        TextRenderer.render(AnovaReport.of(lm.fit(), table, "")).contains("have no degrees of"));
  }

  @Test
  void tukeyComparesTheMeansThatThereAre() {
    TukeyHsd tukey = Aov.fit("y ~ A * B", cells()).tukey("A:B");
    assertEquals(5, tukey.means());
    assertEquals(10, tukey.rows().size());
  }
}
