package dev.henderson.stats.optim;

/** Where a search ended. */
public final class Minimum {
  private final double[] point;
  private final double[] gradient;
  private final double value;
  private final boolean converged;

  /**
   * @param point x, taken over
   * @param gradient at x, taken over; NaN where it is not known
   * @param converged whether the search ended by its own criterion
   */
  public Minimum(double[] point, double value, double[] gradient, boolean converged) {
    this.point = point;
    this.value = value;
    this.gradient = gradient;
    this.converged = converged;
  }

  /** The point, copied. */
  public double[] point() {
    return point.clone();
  }

  /** The value there. */
  public double value() {
    return value;
  }

  /** The gradient there, copied. */
  public double[] gradient() {
    return gradient.clone();
  }

  /** Whether the search ended by its own criterion. */
  public boolean converged() {
    return converged;
  }
}
