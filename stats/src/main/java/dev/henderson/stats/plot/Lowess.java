package dev.henderson.stats.plot;

import java.util.Arrays;

/**
 * Locally weighted regression: a smooth line through a scatter of points, robust against outliers
 * [Cleveland 1979].
 *
 * <p>At each x a straight line is fitted to the nearest {@code span · n} points with tricube
 * weights; then the fit is repeated with bisquare weights from the residuals. Points nearer than
 * {@code delta} to the last fitted one are interpolated, which makes it fast for many points. Ties
 * in x share one fitted value.
 */
public final class Lowess {
  /** R's default share of the points in each local fit. */
  public static final double SPAN = 2.0 / 3;

  /** R's default number of robust repetitions. */
  public static final int ITERATIONS = 3;

  /** So many points are smoothed as they are. */
  private static final int SMOOTHED_POINTS = 50_000;

  private final double[] x;
  private final double[] y;
  private final double[] fit;
  private final double[] robustness;
  private final double[] w;
  private final int neighbours;
  private final double delta;

  private Lowess(double[] x, double[] y, double span, double delta) {
    this.x = x;
    this.y = y;
    this.delta = delta;
    int n = x.length;
    neighbours = Math.max(2, Math.min(n, (int) (span * n + 1e-7)));
    fit = new double[n];
    robustness = new double[n];
    w = new double[n];
  }

  /**
   * The smooth of points sorted by x, with R's defaults: span 2/3, three robust repetitions, delta
   * one hundredth of the range.
   *
   * @param x ascending, n values
   * @param y n values
   * @return the n fitted values
   */
  public static double[] smooth(double[] x, double[] y) {
    double range = x.length == 0 ? 0 : x[x.length - 1] - x[0];
    return smooth(x, y, SPAN, ITERATIONS, 0.01 * range);
  }

  /**
   * A line to draw through points sorted by x: {@link #smooth(double[], double[])}, or where there
   * are more than {@value #SMOOTHED_POINTS} points the smooth of evenly spaced ones of them,
   * joined.
   *
   * @param x ascending, n values
   * @param y n values
   * @return n values
   */
  static double[] line(double[] x, double[] y) {
    int n = x.length;
    if (n <= SMOOTHED_POINTS) {
      return smooth(x, y);
    }
    int some = SMOOTHED_POINTS / 2;
    double[] sx = new double[some];
    double[] sy = new double[some];
    int[] at = new int[some];
    for (int i = 0; i < some; i++) {
      at[i] = (int) ((long) i * (n - 1) / (some - 1));
      sx[i] = x[at[i]];
      sy[i] = y[at[i]];
    }
    double[] smooth = smooth(sx, sy);
    double[] out = new double[n];
    for (int i = 1; i < some; i++) {
      double width = sx[i] - sx[i - 1];
      for (int j = at[i - 1]; j <= at[i]; j++) {
        double share = width > 0 ? (x[j] - sx[i - 1]) / width : 1;
        out[j] = share * smooth[i] + (1 - share) * smooth[i - 1];
      }
    }
    return out;
  }

  /**
   * The smooth of points sorted by x.
   *
   * @param x ascending, n values
   * @param y n values
   * @param span share of the points in each local fit, in (0, 1]
   * @param iterations robust repetitions, 0 for none
   * @param delta distance in x below which fitted values are interpolated, 0 for none
   * @return the n fitted values
   * @throws IllegalArgumentException if x is not ascending or the lengths differ
   */
  public static double[] smooth(double[] x, double[] y, double span, int iterations, double delta) {
    int n = x.length;
    if (y.length != n) {
      throw new IllegalArgumentException("x has " + n + " values, y " + y.length);
    }
    for (int i = 1; i < n; i++) {
      if (!(x[i] >= x[i - 1])) {
        throw new IllegalArgumentException("x must ascend, but x[" + i + "] does not");
      }
    }
    if (n < 2) {
      return y.clone();
    }
    Lowess lowess = new Lowess(x, y, span, delta);
    Arrays.fill(lowess.robustness, 1);
    for (int pass = 0; pass <= iterations; pass++) {
      lowess.pass();
      if (pass == iterations || !lowess.reweight()) {
        break;
      }
    }
    return lowess.fit;
  }

  /** One sweep: fit at chosen points, interpolate between them. */
  private void pass() {
    int n = x.length;
    int left = 0;
    int right = neighbours - 1;
    int last = -1;
    int i = 0;
    while (true) {
      while (right < n - 1 && x[i] - x[left] > x[right + 1] - x[i]) {
        left++;
        right++;
      }
      double value = local(x[i], left, right);
      fit[i] = Double.isNaN(value) ? y[i] : value;
      for (int j = last + 1; j < i; j++) {
        double share = (x[j] - x[last]) / (x[i] - x[last]);
        fit[j] = share * fit[i] + (1 - share) * fit[last];
      }
      last = i;
      double limit = x[last] + delta;
      int next = last + 1;
      while (next < n && x[next] <= limit) {
        if (x[next] == x[last]) {
          fit[next] = fit[last];
          last = next;
        }
        next++;
      }
      if (last >= n - 1) {
        return;
      }
      // The farthest point within delta, or the next one beyond it if there is none.
      i = Math.max(last + 1, next - 1);
    }
  }

  /** The weighted line through the points around {@code at}, there; NaN without any weight. */
  private double local(double at, int left, int right) {
    int n = x.length;
    double h = Math.max(at - x[left], x[right] - at);
    double far = 0.999 * h;
    double near = 0.001 * h;
    double total = 0;
    // Ties may reach beyond the window; they count.
    int end = right;
    while (end + 1 < n && x[end + 1] - at <= far) {
      end++;
    }
    for (int j = left; j <= end; j++) {
      double r = Math.abs(x[j] - at);
      if (r > far) {
        w[j] = 0;
      } else if (r > near) {
        double q = r / h;
        double cube = 1 - q * q * q;
        w[j] = cube * cube * cube * robustness[j];
      } else {
        w[j] = robustness[j];
      }
      total += w[j];
    }
    if (!(total > 0)) {
      return Double.NaN;
    }
    double mean = 0;
    for (int j = left; j <= end; j++) {
      w[j] /= total;
      mean += w[j] * x[j];
    }
    double slopePart = 0;
    if (h > 0) {
      double spread = 0;
      for (int j = left; j <= end; j++) {
        spread += w[j] * (x[j] - mean) * (x[j] - mean);
      }
      // A line through points that hardly differ in x would be arbitrary: their mean instead.
      if (Math.sqrt(spread) > 0.001 * (x[n - 1] - x[0])) {
        slopePart = (at - mean) / spread;
      }
    }
    double value = 0;
    for (int j = left; j <= end; j++) {
      value += w[j] * (1 + slopePart * (x[j] - mean)) * y[j];
    }
    return value;
  }

  /** Bisquare weights from the residuals; false if the fit is already exact. */
  private boolean reweight() {
    int n = x.length;
    double[] size = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      size[i] = Math.abs(y[i] - fit[i]);
      mean += size[i] / n;
    }
    double[] sorted = size.clone();
    Arrays.sort(sorted);
    double scale = 3 * (sorted[n / 2] + sorted[n - n / 2 - 1]);
    if (scale < 1e-7 * mean) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      double r = size[i];
      double q = r / scale;
      robustness[i] = r <= 0.001 * scale ? 1 : r > 0.999 * scale ? 0 : (1 - q * q) * (1 - q * q);
    }
    return true;
  }
}
