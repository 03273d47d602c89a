package dev.henderson.stats.linalg;

/**
 * Householder QR with R's limited column pivoting: columns keep their order, except that a column
 * which depends on those before it (its norm, once they are taken out, is below {@code tolerance}
 * times its first norm) goes to the end. So the earliest columns of a dependent set stay, and the
 * coefficients that cannot be estimated are the ones R leaves out.
 *
 * <p>The method is that of LINPACK's dqrdc as R changed it [LINPACK 1979]; the signs of R follow it
 * too.
 */
public final class LimitedPivotQr implements PivotedColumns {
  /** R's tolerance in {@code lm}. */
  public static final double TOLERANCE = 1e-7;

  private final int rows;
  private final double[][] qr;
  private final double[] heads;
  private final int[] pivot;
  private final int rank;

  private LimitedPivotQr(int rows, double[][] qr, double[] heads, int[] pivot, int rank) {
    this.rows = rows;
    this.qr = qr;
    this.heads = heads;
    this.pivot = pivot;
    this.rank = rank;
  }

  /**
   * Factors a matrix.
   *
   * @param rows n
   * @param columns p arrays of n values; copied
   */
  public static LimitedPivotQr of(int rows, double[][] columns) {
    return of(rows, columns, TOLERANCE);
  }

  /** Factors a matrix with a tolerance of one's own. */
  public static LimitedPivotQr of(int rows, double[][] columns, double tolerance) {
    int p = columns.length;
    double[][] x = new double[p][];
    double[] norm = new double[p];
    double[] first = new double[p];
    int[] pivot = new int[p];
    for (int j = 0; j < p; j++) {
      x[j] = columns[j].clone();
      norm[j] = norm(x[j], 0);
      first[j] = norm[j] == 0 ? 1 : norm[j];
      pivot[j] = j;
    }
    double[] heads = new double[p];
    int kept = p;
    int steps = Math.min(rows, p);
    for (int l = 0; l < steps; l++) {
      while (l < kept && norm[l] < first[l] * tolerance) {
        moveToEnd(l, x, norm, first, pivot);
        kept--;
      }
      if (l == rows - 1) {
        break;
      }
      reflect(l, x, norm, heads);
    }
    return new LimitedPivotQr(rows, x, heads, pivot, Math.min(kept, rows));
  }

  private static void moveToEnd(int l, double[][] x, double[] norm, double[] first, int[] pivot) {
    int last = x.length - 1;
    double[] column = x[l];
    double n = norm[l];
    double f = first[l];
    int p = pivot[l];
    for (int j = l; j < last; j++) {
      x[j] = x[j + 1];
      norm[j] = norm[j + 1];
      first[j] = first[j + 1];
      pivot[j] = pivot[j + 1];
    }
    x[last] = column;
    norm[last] = n;
    first[last] = f;
    pivot[last] = p;
  }

  private static void reflect(int l, double[][] x, double[] norm, double[] heads) {
    double[] v = x[l];
    double length = norm(v, l);
    if (length == 0) {
      return;
    }
    if (v[l] != 0) {
      length = Math.copySign(length, v[l]);
    }
    for (int i = l; i < v.length; i++) {
      v[i] /= length;
    }
    v[l] += 1;
    for (int j = l + 1; j < x.length; j++) {
      double[] c = x[j];
      double dot = 0;
      for (int i = l; i < v.length; i++) {
        dot += v[i] * c[i];
      }
      double t = -dot / v[l];
      for (int i = l; i < v.length; i++) {
        c[i] += t * v[i];
      }
      if (norm[j] != 0) {
        double ratio = Math.abs(c[l]) / norm[j];
        double left = Math.max(1 - ratio * ratio, 0);
        // Downdating loses all digits once little is left; measure again then.
        norm[j] = left < 1e-6 ? norm(c, l + 1) : norm[j] * Math.sqrt(left);
      }
    }
    heads[l] = v[l];
    v[l] = -length;
  }

  private static double norm(double[] v, int from) {
    double scale = 0;
    for (int i = from; i < v.length; i++) {
      scale = Math.max(scale, Math.abs(v[i]));
    }
    if (scale == 0) {
      return 0;
    }
    double sum = 0;
    for (int i = from; i < v.length; i++) {
      double r = v[i] / scale;
      sum += r * r;
    }
    return scale * Math.sqrt(sum);
  }

  /** The number of columns kept. */
  @Override
  public int rank() {
    return rank;
  }

  /** The column of the matrix at a place of the factor; the first {@link #rank()} are kept. */
  @Override
  public int pivot(int place) {
    return pivot[place];
  }

  /** The number of columns, p. */
  @Override
  public int columns() {
    return pivot.length;
  }

  /** An entry of R, upper triangular, in the order of {@link #pivot}. */
  public double r(int i, int j) {
    return i > j ? 0 : qr[j][i];
  }

  /**
   * What a dropped column equals: the coefficients a with {@code column = sum a_i kept_i}.
   *
   * @param place of the dropped column, {@code rank() <= place < columns()}
   * @return one coefficient per kept place
   */
  @Override
  public double[] combination(int place) {
    double[] a = new double[rank];
    for (int i = rank - 1; i >= 0; i--) {
      double s = qr[place][i];
      for (int j = i + 1; j < rank; j++) {
        s -= qr[j][i] * a[j];
      }
      a[i] = s / qr[i][i];
    }
    return a;
  }

  /** Replaces y (n values) by Q'y. */
  public void applyTransposed(double[] y) {
    for (int l = 0; l < reflections(); l++) {
      apply(l, y);
    }
  }

  /** Replaces y (n values) by Qy. */
  public void apply(double[] y) {
    for (int l = reflections() - 1; l >= 0; l--) {
      apply(l, y);
    }
  }

  private int reflections() {
    return Math.min(rank, rows - 1);
  }

  private void apply(int l, double[] y) {
    double[] v = qr[l];
    double head = heads[l];
    if (head == 0) {
      return;
    }
    double dot = head * y[l];
    for (int i = l + 1; i < rows; i++) {
      dot += v[i] * y[i];
    }
    double t = -dot / head;
    y[l] += t * head;
    for (int i = l + 1; i < rows; i++) {
      y[i] += t * v[i];
    }
  }
}
