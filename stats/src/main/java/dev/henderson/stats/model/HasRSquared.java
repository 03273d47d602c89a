package dev.henderson.stats.model;

/** A fit by least squares, which tells how much of the variation of its response it explains. */
public interface HasRSquared {
  /** Whether the variation is about a mean, not about zero. */
  boolean hasIntercept();

  /** The number of independent coefficients beside the intercept. */
  int dfModel();

  /** The share of the variation that is explained. */
  double rSquared();

  /** The same, allowing for the number of coefficients. */
  double adjRSquared();

  /** The F statistic of the whole model against its intercept; NaN where there is none. */
  double fStatistic();
}
