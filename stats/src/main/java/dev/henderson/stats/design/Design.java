package dev.henderson.stats.design;

import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaTerms;

/** What a formula means for the data at hand, as far as all kinds of models share it. Immutable. */
public abstract sealed class Design permits LinearDesign, MixedModelDesign {
  final FormulaTerms terms;
  private final Formula formula;
  private final String dataName;
  private final int[] rowsUsed;
  private final int rowsDropped;

  Design(DesignBuilder b) {
    this.formula = b.formula;
    this.dataName = b.frame.name();
    this.terms = b.terms;
    this.rowsUsed = b.rows.used();
    this.rowsDropped = b.rows.dropped();
  }

  /** The formula. */
  public final Formula formula() {
    return formula;
  }

  /** The name of the frame. */
  public final String dataName() {
    return dataName;
  }

  /** The terms of the formula, {@code .} replaced by its columns. */
  public final FormulaTerms terms() {
    return terms;
  }

  /** The rows of the frame that are used, from 0, ascending. */
  public final int[] rowsUsed() {
    return rowsUsed.clone();
  }

  /** How many rows were left out because a value is missing. */
  public final int rowsDropped() {
    return rowsDropped;
  }
}
