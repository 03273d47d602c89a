package dev.henderson.stats.lmm;

/**
 * The variance parameters psi = (theta, log sigma) of a fit, m of them: the Hessian of the
 * criterion in psi, and the derivatives of the covariance matrix of the fixed effects.
 */
public final class VarianceParameters {
  private final int size;
  private final int p;
  private final double[] hessian;
  private final double[] jacobian;

  VarianceParameters(int size, int p, double[] hessian, double[] jacobian) {
    this.size = size;
    this.p = p;
    this.hessian = hessian;
    this.jacobian = jacobian;
  }

  static VarianceParameters of(LinearMixedModel model, Estimates estimates) {
    throw new UnsupportedOperationException("not built yet");
  }

  /** The number of parameters, m: theta and log sigma. */
  public int size() {
    return size;
  }

  /** The number of fixed effects, p; derivatives in aliased ones are zero. */
  public int coefficients() {
    return p;
  }

  /** Second derivative of the criterion (−2 log-likelihood) in parameters i and j. */
  public double hessian(int i, int j) {
    return hessian[i * size + j];
  }

  /** Derivative of vcov[a, b] of the fixed effects in parameter i. */
  public double derivative(int i, int a, int b) {
    return jacobian[(i * p + a) * p + b];
  }
}
