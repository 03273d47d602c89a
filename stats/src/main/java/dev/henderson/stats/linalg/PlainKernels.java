package dev.henderson.stats.linalg;

import dev.henderson.stats.model.Cancellation;
import java.util.Arrays;

/**
 * Dense kernels in plain Java: row operations, four rows at a time, in panels of 64 rows and tiles
 * of 512 columns, so that what is read again and again stays in the caches. Loops of the form
 * {@code c[j] -= x * b[j]} are what the just-in-time compiler turns into vector instructions; dot
 * products are not.
 *
 * <p>The rows and tiles of large matrices are shared among the processors; each entry sees the same
 * operations in the same order however many there are.
 */
final class PlainKernels implements DenseKernels {
  private static final int PANEL = 64;
  private static final int TILE = 512;

  /** Columns from which sharing pays. */
  private static final int LARGE = 400;

  private final Cancellation cancellation;

  PlainKernels(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  /** Work on rows or columns {@code [from, to)}. */
  private interface Part {
    void run(int from, int to);
  }

  /** Runs the parts of {@code [from, to)}, each of the given length, in any order. */
  private void share(int from, int to, int length, boolean large, Part part) {
    int parts = (to - from + length - 1) / length;
    cancellation.run(
        Math.max(0, parts),
        large && parts > 1,
        p -> {
          int begin = from + p * length;
          part.run(begin, Math.min(to, begin + length));
        });
  }

  @Override
  public boolean cholesky(double[][] a, int m) {
    for (int k0 = 0; k0 < m; k0 += PANEL) {
      int first = k0;
      int k1 = Math.min(m, k0 + PANEL);
      for (int k = k0; k < k1; k++) {
        double[] row = a[k];
        subtractRows(row, k, k1, a, k0, k, k);
        if (!(row[k] > 0)) {
          return false;
        }
        double pivot = Math.sqrt(row[k]);
        row[k] = pivot;
        scale(row, k + 1, k1, 1 / pivot);
      }
      boolean large = m - k1 >= LARGE;
      share(
          k1,
          m,
          TILE,
          large,
          (j0, j1) -> {
            for (int k = first; k < k1; k++) {
              subtractRows(a[k], j0, j1, a, first, k, k);
              scale(a[k], j0, j1, 1 / a[k][k]);
            }
          });
      share(k1, m, PANEL, large, (i0, i1) -> subtractOuter(a, i0, i1, m, a, first, k1));
    }
    return true;
  }

  /** Takes {@code w_k w_k'}, k in {@code [k0, k1)}, from rows {@code [i0, i1)} of a triangle. */
  private static void subtractOuter(
      double[][] a, int i0, int i1, int m, double[][] w, int k0, int k1) {
    for (int j0 = i0; j0 < m; j0 += TILE) {
      int j1 = Math.min(m, j0 + TILE);
      for (int i = i0; i < i1; i++) {
        subtractRows(a[i], Math.max(i, j0), j1, w, k0, k1, i);
      }
    }
  }

  @Override
  public void subtractOuter(double[][] a, int m, double[][] w, int k) {
    share(0, m, PANEL, m >= LARGE, (i0, i1) -> subtractOuter(a, i0, i1, m, w, 0, k));
  }

  @Override
  public void inverse(double[][] u, int m, double[][] inverse) {
    if (m > 0) {
      invertTriangle(u, m, inverse);
      multiplyByTranspose(inverse, m);
    }
  }

  /** Writes V = U^-1 (upper) into v, panels of rows from the last upwards. */
  private void invertTriangle(double[][] u, int m, double[][] v) {
    for (int i = 0; i < m; i++) {
      Arrays.fill(v[i], 0, m, 0);
    }
    int last = (m - 1) / PANEL * PANEL;
    for (int b0 = last; b0 >= 0; b0 -= PANEL) {
      int from = b0;
      int b1 = Math.min(m, b0 + PANEL);
      share(b0, m, TILE, m - b0 >= LARGE, (j0, j1) -> invertTile(u, v, from, b1, j0, j1));
    }
  }

  /** Rows {@code [b0, b1)} of the inverse, columns {@code [j0, j1)}; those below are there. */
  private static void invertTile(double[][] u, double[][] v, int b0, int b1, int j0, int j1) {
    for (int k0 = b1; k0 < j1; k0 += PANEL) {
      int k1 = Math.min(j1, k0 + PANEL);
      for (int i = b0; i < b1; i++) {
        subtractLower(v[i], j0, j1, v, k0, k1, u[i]);
      }
    }
    for (int i = b1 - 1; i >= b0; i--) {
      double[] c = v[i];
      subtractLower(c, j0, j1, v, i + 1, Math.min(b1, j1), u[i]);
      if (i >= j0 && i < j1) {
        c[i] += 1;
      }
      scale(c, Math.max(i, j0), j1, 1 / u[i][i]);
    }
  }

  /** Takes x_k times row k from c, rows being zero left of their diagonal. */
  private static void subtractLower(
      double[] c, int from, int to, double[][] rows, int k0, int k1, double[] x) {
    int k = k0;
    for (; k + 3 < k1; k += 4) {
      // Rows below k are zero left of their diagonal, so starting at k loses nothing.
      subtract4(
          c,
          Math.max(k, from),
          to,
          rows[k],
          rows[k + 1],
          rows[k + 2],
          rows[k + 3],
          x[k],
          x[k + 1],
          x[k + 2],
          x[k + 3]);
    }
    for (; k < k1; k++) {
      subtract(c, Math.max(k, from), to, rows[k], x[k]);
    }
  }

  /**
   * Replaces upper V by the upper triangle of V V'. Column panels from the left: when a panel's
   * turn comes, it is copied out (transposed), so its place can take the result; the sign at last.
   */
  private void multiplyByTranspose(double[][] v, int m) {
    double[][] panel = new double[Math.min(PANEL, m)][m];
    double[][] column = new double[m][];
    for (int k0 = 0; k0 < m; k0 += PANEL) {
      int first = k0;
      int k1 = Math.min(m, k0 + PANEL);
      for (int k = k0; k < k1; k++) {
        double[] copy = panel[k - k0];
        for (int i = 0; i <= k; i++) {
          copy[i] = v[i][k];
        }
        Arrays.fill(copy, k + 1, k1, 0);
        column[k] = copy;
      }
      share(
          0,
          k1,
          PANEL,
          k1 >= LARGE,
          (i0, i1) -> {
            for (int i = i0; i < i1; i++) {
              Arrays.fill(v[i], Math.max(i, first), k1, 0);
            }
            for (int j0 = i0; j0 < k1; j0 += TILE) {
              int j1 = Math.min(k1, j0 + TILE);
              for (int i = i0; i < i1; i++) {
                subtractRows(v[i], Math.max(i, j0), j1, column, Math.max(i, first), k1, i);
              }
            }
          });
    }
    for (int i = 0; i < m; i++) {
      scale(v[i], i, m, -1);
    }
  }

  /** Takes {@code rows[k][i]} times row k from c, for k in {@code [k0, k1)}. */
  private static void subtractRows(
      double[] c, int from, int to, double[][] rows, int k0, int k1, int i) {
    int k = k0;
    for (; k + 3 < k1; k += 4) {
      subtract4(
          c,
          from,
          to,
          rows[k],
          rows[k + 1],
          rows[k + 2],
          rows[k + 3],
          rows[k][i],
          rows[k + 1][i],
          rows[k + 2][i],
          rows[k + 3][i]);
    }
    for (; k < k1; k++) {
      subtract(c, from, to, rows[k], rows[k][i]);
    }
  }

  private static void subtract4(
      double[] c,
      int from,
      int to,
      double[] b0,
      double[] b1,
      double[] b2,
      double[] b3,
      double x0,
      double x1,
      double x2,
      double x3) {
    for (int j = from; j < to; j++) {
      c[j] -= x0 * b0[j] + x1 * b1[j] + x2 * b2[j] + x3 * b3[j];
    }
  }

  private static void subtract(double[] c, int from, int to, double[] b, double x) {
    for (int j = from; j < to; j++) {
      c[j] -= x * b[j];
    }
  }

  private static void scale(double[] c, int from, int to, double by) {
    for (int j = from; j < to; j++) {
      c[j] *= by;
    }
  }
}
