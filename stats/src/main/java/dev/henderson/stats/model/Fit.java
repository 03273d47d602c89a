package dev.henderson.stats.model;

import java.util.List;

/** What every fitted model can tell: its formula, coefficients, scale, likelihood and notes. */
public interface Fit {
  /** The formula as the user wrote it. */
  String formula();

  /** The estimated coefficients of the fixed part, with their covariance matrix. */
  Coefficients coefficients();

  /** The residual standard deviation. */
  double sigma();

  /** The (restricted) log-likelihood at the estimates. */
  double logLik();

  /** The number of estimated parameters. */
  int df();

  /** The number of rows used. */
  int nobs();

  /** What a reader of the result should know. */
  List<Diagnostic> diagnostics();
}
