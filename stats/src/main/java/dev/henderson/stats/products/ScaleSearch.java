package dev.henderson.stats.products;

import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.FitException;
import java.util.List;

/** Finds how the columns of X and the response are scaled: three passes over the rows. */
final class ScaleSearch {
  private final MixedModelData data;
  private final ModelMatrix x;
  private final int n;
  private final int p;
  private final double[] centre;
  private final double[] scale;
  private final double[] largest;
  private final ColumnScaling columns;
  private final ResponseScaling response;

  ScaleSearch(MixedModelData data) {
    this.data = data;
    x = data.fixed();
    n = data.rows();
    p = x.columns();
    centre = new double[p];
    scale = new double[p];
    largest = new double[p];
    MatrixRows all = x.read();
    double constant = p > 0 && isConstant(all) ? all.get(0, 0) : Double.NaN;
    boolean centring = !Double.isNaN(constant);
    findCentres(all, centring);
    double centreOfResponse = centring ? meanResponse() : 0;
    double[] gram = gram(all, centreOfResponse);
    int[] kept =
        IndependentColumns.of(
            gram,
            p + 1,
            p,
            IndependentColumns.DEPENDENT,
            (j, before, c) -> residualSquares(all, j, before, c));
    columns = new ColumnScaling(centre, scale, constant, kept);
    double[] start = leastSquares(gram, kept);
    if (centring) {
      start[0] += centreOfResponse * scale[0] / constant;
    }
    response = response(data, columns.rows(all), start, p);
    if (n <= kept.length) {
      throw tooFewRows(n, kept.length);
    }
  }

  static FitException tooFewRows(long n, int rank) {
    return new FitException(
        "There are "
            + n
            + " rows and "
            + rank
            + " fixed effects to estimate: no row is left to estimate the residual variance from."
            + " Use fewer fixed effects or more rows.");
  }

  /** The scaling of a response by one pass over the rows. */
  private static ResponseScaling response(
      MixedModelData data, ScaledRow row, double[] start, int columns) {
    int n = data.rows();
    double squares = 0;
    double size = 0;
    for (int i = 0; i < n; i++) {
      row.read(i);
      double y = data.response(i) - data.offset(i) - row.times(start);
      squares += data.weight(i) * y * y;
      size = Math.max(size, Math.abs(data.response(i)));
    }
    return ResponseScaling.of(start, squares / n, size, columns);
  }

  /**
   * The scaling of another response of the same rows, the columns being scaled already.
   *
   * @param products of the scaled columns
   */
  static ResponseScaling response(
      MixedModelData data, ColumnScaling columns, CrossProducts products) {
    int r = columns.rank();
    double[] xx = new double[r * r];
    for (int i = 0; i < r; i++) {
      for (int j = 0; j < r; j++) {
        xx[i * r + j] = products.xx(i, j);
      }
    }
    double[] xy = new double[r];
    ScaledRow row = columns.rows(data.fixed());
    for (int i = 0; i < data.rows(); i++) {
      row.read(i);
      row.addTo(xy, 0, data.weight(i) * (data.response(i) - data.offset(i)));
    }
    return response(data, row, ResponseScaling.start(xx, xy), columns.columns());
  }

  ColumnScaling columns() {
    return columns;
  }

  ResponseScaling response() {
    return response;
  }

  /** Only the first column is sure to be kept, so only it can take up the centres of others. */
  private boolean isConstant(MatrixRows rows) {
    double first = rows.get(0, 0);
    for (int i = 1; i < n; i++) {
      if (rows.get(i, 0) != first) {
        return false;
      }
    }
    return first != 0;
  }

  private double meanResponse() {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += data.response(i) - data.offset(i);
    }
    return sum / n;
  }

  /**
   * Means of the columns that are larger than their standard deviations; smaller ones lose no
   * digits, and columns of factors keep their zeros. Scales are left as the sums of squares of the
   * columns without a centre.
   */
  private void findCentres(MatrixRows rows, boolean centring) {
    double[] sum = new double[p];
    int[] column = new int[p];
    double[] value = new double[p];
    for (int i = 0; i < n; i++) {
      int count = rows.copyNonZeros(i, column, value);
      for (int e = 0; e < count; e++) {
        double v = value[e];
        int j = column[e];
        if (!Double.isFinite(v)) {
          throw notFinite(x.columnNames().get(j), i);
        }
        sum[j] += v;
        scale[j] += v * v;
        largest[j] = Math.max(largest[j], Math.abs(v));
      }
    }
    for (int j = 1; j < p && centring; j++) {
      double mean = sum[j] / n;
      if (2 * n * mean * mean > scale[j]) {
        centre[j] = mean;
        scale[j] = 0;
      }
    }
  }

  static FitException notFinite(String column, long row) {
    return new FitException(
        "The fixed-effects column '"
            + column
            + "' has an infinite or missing value in row "
            + (row + 1)
            + " of the rows used; remove that row or change the variable.");
  }

  /**
   * Finds the scales; weighted cross products of all scaled columns and the response less a
   * constant, (p + 1)² by rows, the lower triangle.
   */
  private double[] gram(MatrixRows rows, double centreOfResponse) {
    int w = p + 1;
    double[] gram = new double[w * w];
    ScaledRow row = ColumnScaling.centredRows(rows, centre);
    for (int i = 0; i < n; i++) {
      row.read(i);
      double weight = data.weight(i);
      for (int a = 0; a < row.count(); a++) {
        double v = weight * row.value(a);
        int to = row.column(a) * w;
        for (int b = 0; b <= a; b++) {
          gram[to + row.column(b)] += v * row.value(b);
        }
        if (centre[row.column(a)] != 0) {
          scale[row.column(a)] += row.value(a) * row.value(a);
        }
      }
      double y = data.response(i) - data.offset(i) - centreOfResponse;
      row.addTo(gram, p * w, weight * y);
    }
    for (int j = 0; j < p; j++) {
      scale[j] = Math.sqrt(scale[j] / n);
      if (!(scale[j] > 1e-13 * largest[j])) {
        scale[j] = 0;
      }
    }
    for (int a = 0; a < w; a++) {
      for (int b = 0; b <= a && b < p; b++) {
        double by = (a < p ? scale[a] : 1) * scale[b];
        gram[a * w + b] = by > 0 ? gram[a * w + b] / by : 0;
      }
    }
    return gram;
  }

  private double residualSquares(MatrixRows rows, int j, List<Integer> before, double[] c) {
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double v = scaled(rows, i, j);
      for (int a = 0; a < c.length; a++) {
        v -= c[a] * scaled(rows, i, before.get(a));
      }
      squares += data.weight(i) * v * v;
    }
    return squares;
  }

  private double scaled(MatrixRows rows, int row, int column) {
    return (rows.get(row, column) - centre[column]) / scale[column];
  }

  private double[] leastSquares(double[] gram, int[] kept) {
    int r = kept.length;
    int w = p + 1;
    double[] a = new double[r * r];
    double[] b = new double[r];
    for (int i = 0; i < r; i++) {
      for (int j = 0; j < r; j++) {
        int hi = Math.max(kept[i], kept[j]);
        int lo = Math.min(kept[i], kept[j]);
        a[i * r + j] = gram[hi * w + lo];
      }
      b[i] = gram[p * w + kept[i]];
    }
    return ResponseScaling.start(a, b);
  }
}
