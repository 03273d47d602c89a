package dev.henderson.stats.emm;

import java.util.List;

/**
 * One mean or contrast.
 *
 * @param labels the levels or names that tell it from others, one per column of its table
 * @param estimate NaN if it cannot be estimated
 * @param standardError of the estimate
 * @param df degrees of freedom; infinite for the normal distribution
 * @param low lower limit; may be infinite
 * @param high upper limit; may be infinite
 * @param statistic estimate less what it is tested against, over its standard error
 * @param pValue adjusted for its family
 */
public record EmmRow(
    List<String> labels,
    double estimate,
    double standardError,
    double df,
    double low,
    double high,
    double statistic,
    double pValue) {
  /** Copies the labels. */
  public EmmRow {
    labels = List.copyOf(labels);
  }

  /** The same with estimate and limits moved; the statistic stays. */
  EmmRow shifted(double by) {
    return new EmmRow(
        labels, estimate + by, standardError, df, low + by, high + by, statistic, pValue);
  }

  /** Whether the data tell its value. */
  public boolean isEstimable() {
    return !Double.isNaN(estimate);
  }
}
