package dev.henderson.stats.model;

/**
 * A fit that knows the variance of a linear function of its coefficients to more digits than their
 * covariance matrix gives, as one by least squares does.
 */
public interface HasMeanVariance {
  /**
   * The variance of an estimable {@code x'beta}.
   *
   * @param x over all columns as written
   */
  double meanVariance(double[] x);
}
