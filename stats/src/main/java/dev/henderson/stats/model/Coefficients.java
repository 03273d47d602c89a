package dev.henderson.stats.model;

import java.util.List;

/**
 * Estimated coefficients of a linear predictor with their covariance matrix, p × p.
 *
 * <p>A coefficient that the data cannot tell from others (aliased) keeps its place with NaN.
 */
public final class Coefficients {
  private final List<String> names;
  private final double[] estimates;
  private final double[] vcov;

  /**
   * @param names p names
   * @param estimates p values, NaN where aliased
   * @param vcov p × p, row by row, NaN in rows and columns of aliased coefficients
   */
  public Coefficients(List<String> names, double[] estimates, double[] vcov) {
    if (estimates.length != names.size() || vcov.length != names.size() * names.size()) {
      throw new IllegalArgumentException("names, estimates and covariance differ in size");
    }
    this.names = List.copyOf(names);
    this.estimates = estimates.clone();
    this.vcov = vcov.clone();
  }

  /** The number of coefficients, p. */
  public int size() {
    return estimates.length;
  }

  /** The names, as R's columns. */
  public List<String> names() {
    return names;
  }

  /** One estimate; NaN if aliased. */
  public double estimate(int i) {
    return estimates[i];
  }

  /** The estimates, copied. */
  public double[] estimates() {
    return estimates.clone();
  }

  /** One entry of the covariance matrix. */
  public double vcov(int i, int j) {
    return vcov[i * estimates.length + j];
  }

  /** The standard error of a coefficient, the square root of its variance. */
  public double standardError(int i) {
    return Math.sqrt(vcov(i, i));
  }

  /** Whether a coefficient could not be estimated because its column depends on earlier ones. */
  public boolean isAliased(int i) {
    return Double.isNaN(estimates[i]);
  }
}
