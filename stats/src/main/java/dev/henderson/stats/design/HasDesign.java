package dev.henderson.stats.design;

import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.matrix.ModelMatrix;
import java.util.List;

/**
 * A fit of a formula to a table: its terms are known, and its linear predictor can be asked at
 * other rows.
 */
public interface HasDesign {
  /**
   * What the formula means for the data.
   *
   * @throws dev.henderson.stats.model.FitException if {@link #isOfFormula()} is false
   */
  Design design();

  /** Whether there is a formula; a fit may also be made of matrices. */
  default boolean isOfFormula() {
    return true;
  }

  /** The names of all columns as written. */
  default List<String> columnNames() {
    return design().matrix().columnNames();
  }

  /** Which functions of the coefficients, over all columns as written, the data tell. */
  default Estimability estimability() {
    return design().estimability();
  }

  /** The model matrix of the rows used, without the columns that depend on earlier ones. */
  default ModelMatrix fixedMatrix() {
    return design().fullRankMatrix();
  }

  /**
   * The model matrix of other rows, with all columns as written.
   *
   * @throws dev.henderson.stats.formula.FormulaException if the rows lack a variable, or a factor
   *     has a level the model has not seen
   */
  default ModelMatrix matrix(ModelFrame rows) {
    return design().schema().fixedMatrix(rows);
  }
}
