package dev.henderson.stats.factor;

import dev.henderson.stats.linalg.DenseKernels;
import dev.henderson.stats.model.Cancellation;
import java.util.Arrays;

/**
 * The tail as a sparse triangle with a dense end, in a fill-reducing order.
 *
 * <p>Rows of the head hold their pattern only; each is updated from the rows before it when its
 * turn comes. The inverse is computed at the pattern alone, from the last row to the first
 * [Takahashi 1973]: row v needs it where v's row has entries, and there it has been computed.
 */
final class SparseTail implements Tail {
  /** Rows between two looks at the wish to end, less one: a mask of the row's number. */
  private static final int ROWS_BETWEEN_CHECKS = 15;

  private final DenseKernels kernels;
  private final Cancellation cancellation;
  private final SparsePattern pattern;
  private final int size;
  private final int head;
  private final int end;

  private final int[] position;
  private final int[] start;
  private final int[] column;

  /** S, then U, at the pattern of the head; its diagonal first in each row. */
  private final double[] values;

  private final double[] inverse;

  /** The dense end of S, then of U, and its inverse. */
  private final double[][] dense;

  private final double[][] denseInverse;

  /** Where a column stands in the row at hand. */
  private final int[] at;

  private double[][] headOf = new double[0][];
  private double[][] endOf = new double[0][];

  SparseTail(SparsePattern pattern, Cancellation cancellation) {
    this.cancellation = cancellation;
    kernels = DenseKernels.plain(cancellation);
    this.pattern = pattern;
    size = pattern.size;
    head = pattern.head;
    end = size - head;
    position = pattern.position;
    start = pattern.start;
    column = pattern.column;
    values = new double[column.length];
    inverse = new double[column.length];
    dense = DenseTail.square(end, cancellation);
    denseInverse = DenseTail.square(end, cancellation);
    at = new int[size];
  }

  @Override
  public void clear() {
    Arrays.fill(values, 0);
    for (double[] row : dense) {
      Arrays.fill(row, 0);
    }
  }

  @Override
  public void set(int row, int column, double value) {
    int r = Math.min(position[row], position[column]);
    int c = Math.max(position[row], position[column]);
    if (r < head) {
      values[pattern.entry(r, c)] = value;
    } else {
      dense[r - head][c - head] = value;
    }
  }

  @Override
  public void subtract(int grouping, int level, int[] index, int m, double[][] w, int k) {
    int[] sorted = pattern.sorted[grouping];
    int base = pattern.sortedStart[grouping][level];
    int[] entry = pattern.entries[grouping];
    int e = pattern.entryStart[grouping][level];
    for (int i = 0; i < m; i++) {
      int si = sorted[base + i];
      int row = position[index[si]];
      if (row < head) {
        for (int t = 0; t < k; t++) {
          double[] wt = w[t];
          double x = wt[si];
          for (int j = i; j < m; j++) {
            values[entry[e + j - i]] -= x * wt[sorted[base + j]];
          }
        }
        e += m - i;
      } else {
        double[] to = dense[row - head];
        for (int t = 0; t < k; t++) {
          double[] wt = w[t];
          double x = wt[si];
          for (int j = i; j < m; j++) {
            int sj = sorted[base + j];
            to[position[index[sj]] - head] -= x * wt[sj];
          }
        }
      }
    }
  }

  @Override
  public boolean factor() {
    for (int i = 0; i < head; i++) {
      if ((i & ROWS_BETWEEN_CHECKS) == 0) {
        cancellation.check();
      }
      int stop = start[i + 1];
      for (int e = start[i]; e < stop; e++) {
        at[column[e]] = e;
      }
      for (int t = pattern.touchStart[i]; t < pattern.touchStart[i + 1]; t++) {
        int from = pattern.touchEntry[t];
        int to = start[pattern.touchRow[t] + 1];
        double x = values[from];
        for (int e = from; e < to; e++) {
          values[at[column[e]]] -= x * values[e];
        }
      }
      double pivot = values[start[i]];
      if (!(pivot > 0)) {
        return false;
      }
      double root = Math.sqrt(pivot);
      double scale = 1 / root;
      values[start[i]] = root;
      for (int e = start[i] + 1; e < stop; e++) {
        values[e] *= scale;
      }
      for (int e = pattern.denseStart[i]; e < stop; e++) {
        double[] row = dense[column[e] - head];
        double x = values[e];
        for (int f = e; f < stop; f++) {
          row[column[f] - head] -= x * values[f];
        }
      }
    }
    return kernels.cholesky(dense, end);
  }

  @Override
  public double logPivots() {
    double s = 0;
    for (int i = 0; i < head; i++) {
      s += Math.log(values[start[i]]);
    }
    for (int i = 0; i < end; i++) {
      s += Math.log(dense[i][i]);
    }
    return s;
  }

  @Override
  public void forward(double[][] x, int width) {
    permute(x, width);
    for (int c = 0; c < width; c++) {
      cancellation.check();
      double[] h = headOf[c];
      double[] d = endOf[c];
      for (int i = 0; i < head; i++) {
        double v = h[i] / values[start[i]];
        h[i] = v;
        int middle = pattern.denseStart[i];
        for (int e = start[i] + 1; e < middle; e++) {
          h[column[e]] -= v * values[e];
        }
        for (int e = middle; e < start[i + 1]; e++) {
          d[column[e] - head] -= v * values[e];
        }
      }
    }
    DenseTail.forward(dense, end, endOf, width, cancellation);
    permuteBack(x, width);
  }

  @Override
  public void backward(double[][] x, int width) {
    permute(x, width);
    DenseTail.backward(dense, end, endOf, width, cancellation);
    for (int c = 0; c < width; c++) {
      cancellation.check();
      double[] h = headOf[c];
      double[] d = endOf[c];
      for (int i = head - 1; i >= 0; i--) {
        double s = h[i];
        int middle = pattern.denseStart[i];
        for (int e = start[i] + 1; e < middle; e++) {
          s -= h[column[e]] * values[e];
        }
        for (int e = middle; e < start[i + 1]; e++) {
          s -= d[column[e] - head] * values[e];
        }
        h[i] = s / values[start[i]];
      }
    }
    permuteBack(x, width);
  }

  private void permute(double[][] x, int width) {
    if (headOf.length < width) {
      headOf = new double[width][head];
      endOf = new double[width][end];
    }
    for (int c = 0; c < width; c++) {
      for (int i = 0; i < size; i++) {
        int p = position[i];
        if (p < head) {
          headOf[c][p] = x[c][i];
        } else {
          endOf[c][p - head] = x[c][i];
        }
      }
    }
  }

  private void permuteBack(double[][] x, int width) {
    for (int c = 0; c < width; c++) {
      for (int i = 0; i < size; i++) {
        int p = position[i];
        x[c][i] = p < head ? headOf[c][p] : endOf[c][p - head];
      }
    }
  }

  @Override
  public void invert() {
    kernels.inverse(dense, end, denseInverse);
    Arrays.fill(inverse, 0);
    for (int i = head - 1; i >= 0; i--) {
      if ((i & ROWS_BETWEEN_CHECKS) == 0) {
        cancellation.check();
      }
      finishRow(i);
      for (int e = start[i]; e < start[i + 1]; e++) {
        at[column[e]] = e;
      }
      // Row i of the inverse is known: what earlier rows that meet it need of it is added now.
      for (int t = pattern.touchStart[i]; t < pattern.touchStart[i + 1]; t++) {
        int row = pattern.touchRow[t];
        int from = pattern.touchEntry[t];
        double scale = 1 / values[start[row]];
        double x = values[from] * scale;
        double s = x * inverse[start[i]];
        for (int e = from + 1; e < start[row + 1]; e++) {
          double p = inverse[at[column[e]]];
          inverse[e] -= x * p;
          s += values[e] * scale * p;
        }
        inverse[from] -= s;
      }
    }
  }

  /** Adds the part of the dense end to row i of the inverse, and finds its diagonal. */
  private void finishRow(int i) {
    double scale = 1 / values[start[i]];
    int stop = start[i + 1];
    for (int e = pattern.denseStart[i]; e < stop; e++) {
      double[] row = denseInverse[column[e] - head];
      double x = values[e] * scale;
      double s = x * row[column[e] - head];
      for (int f = e + 1; f < stop; f++) {
        double p = row[column[f] - head];
        inverse[f] -= x * p;
        s += values[f] * scale * p;
      }
      inverse[e] -= s;
    }
    double s = scale * scale;
    for (int e = start[i] + 1; e < stop; e++) {
      s -= values[e] * scale * inverse[e];
    }
    inverse[start[i]] = s;
  }

  @Override
  public double inverse(int row, int column) {
    int r = Math.min(position[row], position[column]);
    int c = Math.max(position[row], position[column]);
    return r < head ? inverse[pattern.entry(r, c)] : denseInverse[r - head][c - head];
  }

  @Override
  public void multiply(int grouping, int level, int[] index, int m, double[] w, double[] y) {
    int[] sorted = pattern.sorted[grouping];
    int base = pattern.sortedStart[grouping][level];
    int[] entry = pattern.entries[grouping];
    int e = pattern.entryStart[grouping][level];
    Arrays.fill(y, 0, m, 0);
    for (int i = 0; i < m; i++) {
      int si = sorted[base + i];
      int row = position[index[si]];
      double[] p = row < head ? null : denseInverse[row - head];
      double x = w[si];
      double s = 0;
      for (int j = i; j < m; j++) {
        int sj = sorted[base + j];
        double v = p == null ? inverse[entry[e + j - i]] : p[position[index[sj]] - head];
        s += v * w[sj];
        if (j > i) {
          y[sj] += v * x;
        }
      }
      y[si] += s;
      if (p == null) {
        e += m - i;
      }
    }
  }

  @Override
  public double quadratic(int grouping, int level, int[] index, int m, double[] w) {
    int[] sorted = pattern.sorted[grouping];
    int base = pattern.sortedStart[grouping][level];
    int[] entry = pattern.entries[grouping];
    int e = pattern.entryStart[grouping][level];
    double q = 0;
    for (int i = 0; i < m; i++) {
      int si = sorted[base + i];
      int row = position[index[si]];
      double sum = 0;
      if (row < head) {
        for (int j = i + 1; j < m; j++) {
          sum += inverse[entry[e + j - i]] * w[sorted[base + j]];
        }
        sum = 2 * sum + inverse[entry[e]] * w[si];
        e += m - i;
      } else {
        double[] p = denseInverse[row - head];
        for (int j = i + 1; j < m; j++) {
          int sj = sorted[base + j];
          sum += p[position[index[sj]] - head] * w[sj];
        }
        sum = 2 * sum + p[row - head] * w[si];
      }
      q += w[si] * sum;
    }
    return q;
  }
}
