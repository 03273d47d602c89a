package dev.henderson.stats;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.structure.StudyDesign;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** The studies behind fits, as far as their tables are at hand. */
final class Studies {
  private Studies() {}

  /**
   * The design of the study behind the rows a model used.
   *
   * @return none where the rows have not all variables of the formula
   */
  static Optional<StudyDesign> of(Design design) {
    Formula formula = design.formula();
    Table rows = design.frame().table(design.rowsUsed());
    boolean known =
        formula.response().isPresent()
            && rows.columnNames().containsAll(formula.response().get().names())
            && rows.columnNames().containsAll(formula.rightSide().names());
    return known
        ? Optional.of(
            StudyDesign.of(formula, ModelFrame.of(design.dataName(), rows), Optional.empty()))
        : Optional.empty();
  }
}
