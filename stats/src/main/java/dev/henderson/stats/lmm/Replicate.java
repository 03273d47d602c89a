package dev.henderson.stats.lmm;

/** One refit of a model to other responses: its parameters and criterion. */
public final class Replicate {
  private final double[] values;
  private final double criterion;
  private final boolean converged;

  Replicate(double[] values, double criterion, boolean converged) {
    this.values = values;
    this.criterion = criterion;
    this.converged = converged;
  }

  /** A parameter, in the order of {@link ResponseRefits#parameters()}. */
  public double value(int parameter) {
    return values[parameter];
  }

  /** The REML criterion or the deviance. */
  public double criterion() {
    return criterion;
  }

  /** Whether the search ended at a minimum. */
  public boolean converged() {
    return converged;
  }
}
