package dev.henderson.stats.resample;

import dev.henderson.stats.dist.Normal;

/** Quantiles of bootstrap replicates [Davison 1997, section 5.2]. */
final class Quantiles {
  private Quantiles() {}

  /**
   * The limits of an interval.
   *
   * @param sorted replicates, ascending
   * @param estimate what the statistic is of the fit
   * @param acceleration of BCa
   * @return lower, upper
   */
  static double[] limits(
      Bootstrap.Method method,
      double[] sorted,
      double estimate,
      double level,
      double acceleration) {
    double low = (1 - level) / 2;
    double high = (1 + level) / 2;
    return switch (method) {
      case PERCENTILE -> new double[] {normal(sorted, low), normal(sorted, high)};
      case BASIC ->
          new double[] {2 * estimate - normal(sorted, high), 2 * estimate - normal(sorted, low)};
      case BCA -> {
        double bias = bias(sorted, estimate);
        yield new double[] {
          normal(sorted, corrected(low, bias, acceleration)),
          normal(sorted, corrected(high, bias, acceleration))
        };
      }
    };
  }

  /** The share of the replicates below a BCa limit. */
  private static double corrected(double share, double bias, double acceleration) {
    double w = bias + Normal.quantile(share);
    return Double.isInfinite(bias) ? Double.NaN : Normal.cdf(bias + w / (1 - acceleration * w));
  }

  /**
   * The quantile at {@code (n + 1) p}, between order statistics linear on the scale of normal
   * quantiles; beyond the ends the end itself.
   *
   * @param sorted ascending
   */
  static double normal(double[] sorted, double p) {
    int n = sorted.length;
    double at = (n + 1) * p;
    int k = (int) Math.floor(at);
    if (n == 0 || Double.isNaN(p)) {
      return Double.NaN;
    } else if (k < 1) {
      return sorted[0];
    } else if (k >= n) {
      return sorted[n - 1];
    } else if (at == k) {
      return sorted[k - 1];
    }
    double below = Normal.quantile(k / (n + 1.0));
    double above = Normal.quantile((k + 1) / (n + 1.0));
    double share = (Normal.quantile(p) - below) / (above - below);
    return sorted[k - 1] + share * (sorted[k] - sorted[k - 1]);
  }

  /**
   * The bias of replicates in normal quantiles: that of the share of them below the estimate; those
   * equal to it, as a variance of zero is, count half.
   */
  static double bias(double[] sorted, double estimate) {
    double below = 0;
    for (double v : sorted) {
      below += v < estimate ? 1 : v == estimate ? 0.5 : 0;
    }
    return Normal.quantile(below / sorted.length);
  }
}
