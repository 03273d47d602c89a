package dev.henderson.stats.linalg;

/** Sample quantiles. */
public final class Quantile {
  private Quantile() {}

  /**
   * R's type 7: linear between the order statistics, the smallest at 0 and the largest at 1.
   *
   * @param sorted ascending
   * @param p in [0, 1]
   * @return NaN if there is no value
   */
  public static double ofSorted(double[] sorted, double p) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = p * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
