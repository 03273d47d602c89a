package dev.henderson.stats.mixed;

import java.util.List;

/**
 * The estimated covariance of the random effects of one term: k standard deviations and their
 * correlations, in units of the response (per unit of each effect's column).
 */
public final class VarCorr {
  private final String group;
  private final List<String> effects;
  private final double[] covariance;
  private final boolean correlated;

  /**
   * @param group name of the grouping factor
   * @param effects k column names
   * @param covariance sigma² lambda lambda', k × k by rows
   * @param correlated whether correlations were estimated
   */
  public VarCorr(String group, List<String> effects, double[] covariance, boolean correlated) {
    this.group = group;
    this.effects = List.copyOf(effects);
    this.covariance = covariance.clone();
    this.correlated = correlated;
  }

  /** The grouping factor. */
  public String group() {
    return group;
  }

  /** The names of the k effects. */
  public List<String> effects() {
    return effects;
  }

  /** Whether correlations were estimated: false for {@code ||}. */
  public boolean correlated() {
    return correlated;
  }

  /** The number of effects, k. */
  public int size() {
    return effects.size();
  }

  /** A covariance. */
  public double covariance(int i, int j) {
    return covariance[i * effects.size() + j];
  }

  /** A variance. */
  public double variance(int i) {
    return covariance(i, i);
  }

  /** A standard deviation. */
  public double sd(int i) {
    return Math.sqrt(variance(i));
  }

  /** A correlation; NaN where a standard deviation is zero. */
  public double correlation(int i, int j) {
    return covariance(i, j) / (sd(i) * sd(j));
  }
}
