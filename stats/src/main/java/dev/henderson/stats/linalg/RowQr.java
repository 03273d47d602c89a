package dev.henderson.stats.linalg;

/**
 * The triangular factor of a tall matrix whose rows come one after the other, with one right-hand
 * side: after rows X (n × p) and y it holds R (p × p) and Q'y, and the square sum of what of y lies
 * outside the columns. Rows are never kept: memory is p² and one block of rows.
 *
 * <p>Householder reflections fold each block of rows into R, as in the sequential QR of tall
 * matrices [Golub 2013]. No cross products are formed, so a condition number κ costs κ, not κ², of
 * the digits.
 */
public final class RowQr {
  private static final int LEAST_BLOCK = 128;

  private final int p;
  private final int capacity;
  private final double[][] r;
  private final double[] effects;
  private final double[][] block;
  private int filled;
  private long rows;
  private double residual;

  /**
   * @param columns p
   */
  public RowQr(int columns) {
    this.p = columns;
    this.capacity = Math.max(LEAST_BLOCK, 4 * p);
    this.r = new double[p][p];
    this.effects = new double[p];
    this.block = new double[p + 1][capacity];
  }

  /**
   * Takes a row, times a factor such as the square root of its weight.
   *
   * @param x at least p values; copied
   * @param y the right-hand side
   */
  public void add(double[] x, double y, double factor) {
    for (int j = 0; j < p; j++) {
      block[j][filled] = factor * x[j];
    }
    block[p][filled++] = factor * y;
    rows++;
    if (filled == capacity) {
      fold();
    }
  }

  /** Folds the rows of the block into the factor. */
  private void fold() {
    int m = filled;
    double[] dots = new double[4];
    for (int j = 0; j < p; j++) {
      double[] v = block[j];
      double size = norm(v, m);
      if (size == 0) {
        continue;
      }
      double head = r[j][j];
      double length = -Math.copySign(length(head, size), head == 0 ? 1 : head);
      double pivot = head - length;
      double tau = -pivot / length;
      for (int i = 0; i < m; i++) {
        v[i] /= pivot;
      }
      r[j][j] = length;
      int c = j + 1;
      // Four columns at a time: four sums at once keep the processor busy, one waits on itself.
      for (; c + 3 <= p; c += 4) {
        dots(v, m, c, dots);
        for (int k = 0; k < 4; k++) {
          reflect(v, m, j, c + k, tau * (head(j, c + k) + dots[k]));
        }
      }
      for (; c <= p; c++) {
        double[] column = block[c];
        double dot = 0;
        for (int i = 0; i < m; i++) {
          dot += v[i] * column[i];
        }
        reflect(v, m, j, c, tau * (head(j, c) + dot));
      }
    }
    double[] rest = block[p];
    double sum = 0;
    for (int i = 0; i < m; i++) {
      sum += rest[i] * rest[i];
    }
    residual += sum;
    filled = 0;
  }

  private void dots(double[] v, int m, int c, double[] into) {
    double[] a = block[c];
    double[] b = block[c + 1];
    double[] d = block[c + 2];
    double[] e = block[c + 3];
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int i = 0; i < m; i++) {
      double x = v[i];
      s0 += x * a[i];
      s1 += x * b[i];
      s2 += x * d[i];
      s3 += x * e[i];
    }
    into[0] = s0;
    into[1] = s1;
    into[2] = s2;
    into[3] = s3;
  }

  private double head(int row, int column) {
    return column == p ? effects[row] : r[column][row];
  }

  private void reflect(double[] v, int m, int row, int column, double by) {
    if (column == p) {
      effects[row] -= by;
    } else {
      r[column][row] -= by;
    }
    double[] c = block[column];
    for (int i = 0; i < m; i++) {
      c[i] -= by * v[i];
    }
  }

  /** √(a² + b²) without overflow; {@code Math.hypot} rounds better and takes ten times as long. */
  private static double length(double a, double b) {
    double scale = Math.max(Math.abs(a), Math.abs(b));
    double x = a / scale;
    double y = b / scale;
    return scale * Math.sqrt(x * x + y * y);
  }

  private static double norm(double[] v, int m) {
    double scale = 0;
    for (int i = 0; i < m; i++) {
      scale = Math.max(scale, Math.abs(v[i]));
    }
    if (scale == 0) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < m; i++) {
      double x = v[i] / scale;
      sum += x * x;
    }
    return scale * Math.sqrt(sum);
  }

  /** The columns of R, p arrays of p values with zeros below the diagonal, copied. */
  public double[][] columns() {
    fold();
    double[][] out = new double[p][];
    for (int j = 0; j < p; j++) {
      out[j] = r[j].clone();
    }
    return out;
  }

  /** Q'y, p values, copied. */
  public double[] effects() {
    fold();
    return effects.clone();
  }

  /** The square sum of y outside the span of the columns. */
  public double residualSumOfSquares() {
    fold();
    return residual;
  }

  /** The number of rows taken. */
  public long rows() {
    return rows;
  }
}
