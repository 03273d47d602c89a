package dev.henderson.stats.factor;

import dev.henderson.stats.linalg.DenseKernels;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.products.CrossBlock;
import dev.henderson.stats.products.CrossProducts;
import java.util.Arrays;

/** The tail as one dense triangle, by rows. */
final class DenseTail implements Tail {
  private static final int BATCH = 32;

  private final DenseKernels kernels;
  private final int size;

  /** S, then U. */
  private final double[][] u;

  /** Upper triangle of the inverse; mirrored if some column of the chain meets all of it. */
  private final double[][] inverse;

  private final boolean mirrored;

  /** Columns that meet the whole tail, until there are enough for a kernel. */
  private final double[][] batch;

  private int batched;

  /** Other columns, until there are enough to share them among processors. */
  private final ColumnQueue queue;

  private final Cancellation cancellation;

  DenseTail(CrossProducts a, Cancellation cancellation) {
    this.cancellation = cancellation;
    kernels = DenseKernels.plain(cancellation);
    size = a.tailSize();
    u = square(size, cancellation);
    inverse = square(size, cancellation);
    batch = new double[size == 0 ? 0 : BATCH][size];
    queue = new ColumnQueue(size, cancellation);
    mirrored = size > 0 && someColumnIsFull(a);
  }

  /** Zeros; half a gigabyte of them takes long enough to be interrupted. */
  static double[][] square(int size, Cancellation cancellation) {
    double[][] rows = new double[size][];
    for (int i = 0; i < size; i++) {
      checkNowAndThen(i, cancellation);
      rows[i] = new double[size];
    }
    return rows;
  }

  private static boolean someColumnIsFull(CrossProducts a) {
    for (int g = 0; g < a.sparse(); g++) {
      for (int c = 0; c < a.groupings().get(g).levels(); c++) {
        int m = 0;
        for (int h = a.sparse(); h < a.groupings().size(); h++) {
          CrossBlock b = a.cross(g, h);
          m += (b.start(c + 1) - b.start(c)) * b.rowEffects();
        }
        if (m == a.tailSize()) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void clear() {
    batched = 0;
    queue.clear();
    for (double[] row : u) {
      Arrays.fill(row, 0);
    }
  }

  @Override
  public void set(int row, int column, double value) {
    u[row][column] = value;
  }

  @Override
  public void subtract(int grouping, int level, int[] index, int m, double[][] w, int k) {
    if (m == size && k <= BATCH) {
      if (batched + k > BATCH) {
        flush();
      }
      for (int t = 0; t < k; t++) {
        System.arraycopy(w[t], 0, batch[batched++], 0, m);
      }
      return;
    }
    queue.add(u, index, m, w, k);
  }

  private void flush() {
    if (batched > 0) {
      kernels.subtractOuter(u, size, batch, batched);
      batched = 0;
    }
  }

  @Override
  public boolean factor() {
    flush();
    queue.flush(u);
    return kernels.cholesky(u, size);
  }

  @Override
  public double logPivots() {
    double product = 1;
    double s = 0;
    for (int i = 0; i < size; i++) {
      product *= u[i][i];
      // One logarithm for many pivots, taken before the product can overflow.
      if (product > 1e200) {
        s += Math.log(product);
        product = 1;
      }
    }
    return s + Math.log(product);
  }

  @Override
  public void forward(double[][] x, int width) {
    forward(u, size, x, width, cancellation);
  }

  /** Replaces each x[c] by U'^-1 x[c]. */
  static void forward(double[][] u, int size, double[][] x, int width, Cancellation cancellation) {
    for (int i = 0; i < size; i++) {
      checkNowAndThen(i, cancellation);
      double[] row = u[i];
      double s = 1 / row[i];
      for (int c = 0; c < width; c++) {
        double[] xc = x[c];
        double v = xc[i] * s;
        xc[i] = v;
        for (int j = i + 1; j < size; j++) {
          xc[j] -= v * row[j];
        }
      }
    }
  }

  @Override
  public void backward(double[][] x, int width) {
    backward(u, size, x, width, cancellation);
  }

  /** Replaces each x[c] by U^-1 x[c]. */
  static void backward(double[][] u, int size, double[][] x, int width, Cancellation cancellation) {
    for (int i = size - 1; i >= 0; i--) {
      checkNowAndThen(i, cancellation);
      double[] row = u[i];
      for (int c = 0; c < width; c++) {
        x[c][i] = (x[c][i] - dot(row, x[c], i + 1, size)) / row[i];
      }
    }
  }

  private static void checkNowAndThen(int row, Cancellation cancellation) {
    if (row % BATCH == 0) {
      cancellation.check();
    }
  }

  private static double dot(double[] x, double[] y, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = from;
    for (; j + 3 < to; j += 4) {
      s0 += x[j] * y[j];
      s1 += x[j + 1] * y[j + 1];
      s2 += x[j + 2] * y[j + 2];
      s3 += x[j + 3] * y[j + 3];
    }
    for (; j < to; j++) {
      s0 += x[j] * y[j];
    }
    return s0 + s1 + s2 + s3;
  }

  @Override
  public void invert() {
    kernels.inverse(u, size, inverse);
    if (mirrored) {
      for (int i = 0; i < size; i++) {
        for (int j = i + 1; j < size; j++) {
          inverse[j][i] = inverse[i][j];
        }
      }
    }
  }

  @Override
  public double inverse(int row, int column) {
    return inverse[Math.min(row, column)][Math.max(row, column)];
  }

  @Override
  public void multiply(int grouping, int level, int[] index, int m, double[] w, double[] y) {
    Arrays.fill(y, 0, m, 0);
    if (mirrored && m == size) {
      multiplyAll(w, y);
      return;
    }
    for (int i = 0; i < m; i++) {
      double[] row = inverse[index[i]];
      double x = w[i];
      double s = row[index[i]] * x;
      for (int j = i + 1; j < m; j++) {
        double p = row[index[j]];
        s += p * w[j];
        y[j] += p * x;
      }
      y[i] += s;
    }
  }

  @Override
  public double quadratic(int grouping, int level, int[] index, int m, double[] w) {
    double q = 0;
    for (int i = 0; i < m; i++) {
      double[] row = inverse[index[i]];
      double sum = 0.5 * row[index[i]] * w[i];
      for (int j = i + 1; j < m; j++) {
        sum += row[index[j]] * w[j];
      }
      q += 2 * w[i] * sum;
    }
    return q;
  }

  private void multiplyAll(double[] w, double[] y) {
    int i = 0;
    for (; i + 3 < size; i += 4) {
      double[] b0 = inverse[i];
      double[] b1 = inverse[i + 1];
      double[] b2 = inverse[i + 2];
      double[] b3 = inverse[i + 3];
      double x0 = w[i];
      double x1 = w[i + 1];
      double x2 = w[i + 2];
      double x3 = w[i + 3];
      for (int j = 0; j < size; j++) {
        y[j] += x0 * b0[j] + x1 * b1[j] + x2 * b2[j] + x3 * b3[j];
      }
    }
    for (; i < size; i++) {
      double[] row = inverse[i];
      double x = w[i];
      for (int j = 0; j < size; j++) {
        y[j] += x * row[j];
      }
    }
  }
}
