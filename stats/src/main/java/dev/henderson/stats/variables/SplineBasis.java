package dev.henderson.stats.variables;

import dev.henderson.stats.linalg.LimitedPivotQr;
import dev.henderson.stats.linalg.Quantile;
import java.util.Arrays;

/**
 * B-splines and natural cubic splines with R's knots and columns ({@code bs}, {@code ns}). Beyond
 * the boundary knots a B-spline goes on as its last polynomial, a natural spline as a line.
 */
final class SplineBasis {
  private final double[] knots;
  private final int order;
  private final double low;
  private final double high;
  private final boolean intercept;

  /** Factor of the two end conditions of a natural spline; null for B-splines. */
  private final LimitedPivotQr ends;

  private SplineBasis(
      double[] knots, int order, double low, double high, boolean intercept, boolean natural) {
    this.knots = knots;
    this.order = order;
    this.low = low;
    this.high = high;
    this.intercept = intercept;
    this.ends = natural ? endConditions() : null;
  }

  static SplineBasis over(
      double[] x,
      boolean natural,
      int df,
      double[] inner,
      int degree,
      boolean intercept,
      double[] boundary) {
    double[] sorted = Arrays.stream(x).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0 || sorted[0] == sorted[sorted.length - 1]) {
      throw new IllegalArgumentException("A spline needs at least two different values.");
    }
    if (boundary != null && boundary.length != 2) {
      throw new IllegalArgumentException("Boundary.knots are two numbers.");
    }
    if (degree < 1) {
      throw new IllegalArgumentException("The degree of a spline is 1 or more.");
    }
    double low = boundary == null ? sorted[0] : Math.min(boundary[0], boundary[1]);
    double high = boundary == null ? sorted[sorted.length - 1] : Math.max(boundary[0], boundary[1]);
    double[] knots = inner == null ? new double[0] : inner.clone();
    if (inner == null && df >= 0) {
      int free = intercept ? 1 : 0;
      int count = natural ? df - 1 - free : df - degree - free;
      if (count < 0) {
        throw new IllegalArgumentException(
            "df = "
                + df
                + " is too small here; it is at least "
                + (natural ? 1 + free : degree + free)
                + ".");
      }
      double[] within = Arrays.stream(sorted).filter(v -> v >= low && v <= high).toArray();
      knots = new double[count];
      for (int i = 0; i < count; i++) {
        knots[i] = Quantile.ofSorted(within, (i + 1.0) / (count + 1));
      }
    }
    Arrays.sort(knots);
    int order = degree + 1;
    double[] all = new double[knots.length + 2 * order];
    Arrays.fill(all, 0, order, low);
    System.arraycopy(knots, 0, all, order, knots.length);
    Arrays.fill(all, order + knots.length, all.length, high);
    return new SplineBasis(all, order, low, high, intercept, natural);
  }

  private int basisCount() {
    return knots.length - order;
  }

  private LimitedPivotQr endConditions() {
    int from = intercept ? 0 : 1;
    double[][] conditions = new double[2][basisCount() - from];
    for (int j = from; j < basisCount(); j++) {
      conditions[0][j - from] = derivative(j, order, 2, low);
      conditions[1][j - from] = derivative(j, order, 2, high);
    }
    return LimitedPivotQr.of(basisCount() - from, conditions);
  }

  /** The columns of the basis at points; NaN where a point is. */
  double[][] at(double[] x) {
    int from = intercept ? 0 : 1;
    int m = basisCount() - from;
    int width = ends == null ? m : m - 2;
    double[][] out = new double[width][x.length];
    double[] all = new double[basisCount()];
    double[] row = new double[m];
    for (int i = 0; i < x.length; i++) {
      if (Double.isNaN(x[i])) {
        for (double[] column : out) {
          column[i] = Double.NaN;
        }
        continue;
      }
      values(x[i], all);
      System.arraycopy(all, from, row, 0, m);
      if (ends != null) {
        ends.applyTransposed(row);
      }
      for (int j = 0; j < width; j++) {
        out[j][i] = row[ends == null ? j : j + 2];
      }
    }
    return out;
  }

  private void values(double x, double[] into) {
    if (ends != null && (x < low || x > high)) {
      double end = x < low ? low : high;
      for (int j = 0; j < into.length; j++) {
        into[j] = derivative(j, order, 0, end) + (x - end) * derivative(j, order, 1, end);
      }
      return;
    }
    int interval = interval(x);
    Arrays.fill(into, 0);
    double[] b = new double[order];
    b[0] = 1;
    for (int k = 1; k < order; k++) {
      double saved = 0;
      for (int r = 0; r < k; r++) {
        double right = knots[interval + r + 1];
        double left = knots[interval + r + 1 - k];
        double t = right == left ? 0 : b[r] / (right - left);
        b[r] = saved + (right - x) * t;
        saved = (x - left) * t;
      }
      b[k] = saved;
    }
    System.arraycopy(b, 0, into, interval - order + 1, order);
  }

  /** The interval whose polynomial is used at x: the last one at and beyond the right end. */
  private int interval(double x) {
    int i = order - 1;
    while (i < knots.length - order - 1 && x >= knots[i + 1]) {
      i++;
    }
    while (i > order - 1 && knots[i] == knots[i + 1]) {
      i--;
    }
    return i;
  }

  private double derivative(int j, int k, int times, double x) {
    if (times == 0) {
      if (k == 1) {
        return j == interval(x) ? 1 : 0;
      }
      double a = knots[j + k - 1] - knots[j];
      double b = knots[j + k] - knots[j + 1];
      return (a == 0 ? 0 : (x - knots[j]) / a * derivative(j, k - 1, 0, x))
          + (b == 0 ? 0 : (knots[j + k] - x) / b * derivative(j + 1, k - 1, 0, x));
    }
    double a = knots[j + k - 1] - knots[j];
    double b = knots[j + k] - knots[j + 1];
    return (k - 1)
        * ((a == 0 ? 0 : derivative(j, k - 1, times - 1, x) / a)
            - (b == 0 ? 0 : derivative(j + 1, k - 1, times - 1, x) / b));
  }
}
