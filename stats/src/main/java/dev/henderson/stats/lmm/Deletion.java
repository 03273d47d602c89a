package dev.henderson.stats.lmm;

/** A model fitted without some of its rows: its parameters and fixed effects. Immutable. */
public final class Deletion {
  private final int rows;
  private final double[] values;
  private final double[] fixef;
  private final double[] standardErrors;
  private final boolean converged;

  Deletion(int rows, double[] values, double[] fixef, double[] standardErrors, boolean converged) {
    this.rows = rows;
    this.values = values;
    this.fixef = fixef;
    this.standardErrors = standardErrors;
    this.converged = converged;
  }

  /** How many rows were left out. */
  public int rows() {
    return rows;
  }

  /** Whether the rows that are left can tell all fixed effects from each other. */
  public boolean isEstimable() {
    return !Double.isNaN(values[0]);
  }

  /** A parameter, in the order of {@link DeletionRefits#parameters()}. */
  public double value(int parameter) {
    return values[parameter];
  }

  /** A fixed effect; NaN where aliased or not estimable. */
  public double fixef(int i) {
    return fixef[i];
  }

  /** The standard error of a fixed effect; NaN where aliased or not estimable. */
  public double standardError(int i) {
    return standardErrors[i];
  }

  /** Whether the search ended at a minimum. */
  public boolean converged() {
    return converged;
  }
}
