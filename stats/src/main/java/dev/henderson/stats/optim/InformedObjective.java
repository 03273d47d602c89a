package dev.henderson.stats.optim;

/** A smooth function of m variables that knows its gradient and something like its Hessian. */
public interface InformedObjective {
  /** The number of variables, m. */
  int size();

  /**
   * The value and gradient at x.
   *
   * @param gradient receives m derivatives; left alone if the value is not finite
   * @return the value; positive infinity where the function is not defined
   */
  double evaluate(double[] x, double[] gradient);

  /**
   * Writes a symmetric approximation to the Hessian at the point last evaluated, m × m by rows, as
   * a rule positive semidefinite.
   */
  void information(double[] into);
}
