package dev.henderson.stats.model;

import java.util.List;

/**
 * A fitted model, as far as inference needs it: what every kind has. What only some kinds can do
 * are capabilities, interfaces of their own that a fit implements beside this one: {@link HasRows},
 * {@link HasRandomEffects}, {@link HasVarianceParameters}, {@link HasRestrictedLikelihood}, {@link
 * Simulates}, {@link Refits}, and {@code design.HasDesign} for a fit of a formula.
 */
public interface Fit {
  /** The formula as the user wrote it; empty if it was made of matrices. */
  String formula();

  /** The name of the data; empty if they have none. */
  default String dataName() {
    return "";
  }

  /** The call of R that makes the same fit: {@code lm(y ~ x, data = d)}. */
  String call();

  /** The estimated coefficients of the fixed part, with their covariance matrix, p × p. */
  Coefficients coefficients();

  /** The dispersion, estimated or known. */
  Dispersion dispersion();

  /** The residual standard deviation, the square root of the dispersion. */
  default double sigma() {
    return dispersion().sigma();
  }

  /** The (restricted) log-likelihood at the estimates; NaN for a fit without one. */
  double logLik();

  /** The number of estimated parameters. */
  int df();

  /** The number of rows used. */
  int nobs();

  /** What a reader of the result should know. */
  List<Diagnostic> diagnostics();

  /** Akaike's criterion, {@code −2 logLik + 2 df}. */
  default double aic() {
    return -2 * logLik() + 2.0 * df();
  }

  /**
   * Akaike's criterion corrected for small samples, {@code aic + 2 df (df + 1) / (n − df − 1)}; NaN
   * where {@code n − df − 1} is not positive.
   */
  default double aicc() {
    return aicc(aic(), df(), nobs());
  }

  /**
   * The correction of Akaike's criterion for small samples, {@code aic + 2k (k + 1) / (n − k − 1)};
   * NaN where {@code n − k − 1} is not positive: the correction does not exist there.
   *
   * @param k number of parameters
   * @param n number of rows
   */
  static double aicc(double aic, int k, int n) {
    int left = n - k - 1;
    return left > 0 ? aic + 2.0 * k * (k + 1) / left : Double.NaN;
  }

  /** The Bayesian criterion, {@code −2 logLik + df log n}. */
  default double bic() {
    return -2 * logLik() + df() * Math.log(nobs());
  }
}
