package dev.henderson.stats.linalg;

import java.util.Arrays;

/**
 * Dense kernels in plain Java: row operations, four rows at a time, in panels of 64 rows that stay
 * in the second-level cache. Loops of the form {@code c[j] -= x * b[j]} are what the just-in-time
 * compiler turns into vector instructions; dot products are not.
 */
final class PlainKernels implements DenseKernels {
  private static final int PANEL = 64;

  @Override
  public boolean cholesky(double[][] a, int m) {
    for (int k0 = 0; k0 < m; k0 += PANEL) {
      int k1 = Math.min(m, k0 + PANEL);
      for (int k = k0; k < k1; k++) {
        double[] row = a[k];
        if (!(row[k] > 0)) {
          return false;
        }
        double pivot = Math.sqrt(row[k]);
        row[k] = pivot;
        double inverse = 1 / pivot;
        for (int j = k + 1; j < m; j++) {
          row[j] *= inverse;
        }
        for (int i = k + 1; i < k1; i++) {
          subtract(a[i], i, m, row, row[i]);
        }
      }
      for (int i = k1; i < m; i++) {
        subtractPanel(a[i], i, m, a, k0, k1, i);
      }
    }
    return true;
  }

  @Override
  public void inverse(double[][] u, int m, double[][] inverse) {
    if (m == 0) {
      return;
    }
    double[][] v = inverse;
    invertTriangle(u, m, v);
    multiplyByTranspose(v, m);
  }

  /** Writes V = U^-1 (upper) into v, panels of rows from the last upwards. */
  private static void invertTriangle(double[][] u, int m, double[][] v) {
    for (int i = 0; i < m; i++) {
      Arrays.fill(v[i], 0, m, 0);
    }
    int last = (m - 1) / PANEL * PANEL;
    for (int b0 = last; b0 >= 0; b0 -= PANEL) {
      int b1 = Math.min(m, b0 + PANEL);
      for (int k0 = b1; k0 < m; k0 += PANEL) {
        int k1 = Math.min(m, k0 + PANEL);
        for (int i = b0; i < b1; i++) {
          double[] coefficients = u[i];
          double[] c = v[i];
          int k = k0;
          for (; k + 3 < k1; k += 4) {
            // Rows below k are zero left of their diagonal, so starting at k loses nothing.
            subtract4(
                c,
                k,
                m,
                v[k],
                v[k + 1],
                v[k + 2],
                v[k + 3],
                coefficients[k],
                coefficients[k + 1],
                coefficients[k + 2],
                coefficients[k + 3]);
          }
          for (; k < k1; k++) {
            subtract(c, k, m, v[k], coefficients[k]);
          }
        }
      }
      for (int i = b1 - 1; i >= b0; i--) {
        double[] c = v[i];
        for (int k = i + 1; k < b1; k++) {
          subtract(c, k, m, v[k], u[i][k]);
        }
        c[i] += 1;
        double scale = 1 / u[i][i];
        for (int j = i; j < m; j++) {
          c[j] *= scale;
        }
      }
    }
  }

  /**
   * Replaces upper V by the upper triangle of V V'. Column panels from the left: when a panel's
   * turn comes, it is copied out (transposed, negated), so its place can take the result.
   */
  private static void multiplyByTranspose(double[][] v, int m) {
    double[][] panel = new double[Math.min(PANEL, m)][m];
    for (int k0 = 0; k0 < m; k0 += PANEL) {
      int k1 = Math.min(m, k0 + PANEL);
      for (int k = k0; k < k1; k++) {
        double[] column = panel[k - k0];
        for (int i = 0; i <= k; i++) {
          column[i] = -v[i][k];
        }
        Arrays.fill(column, k + 1, k1, 0);
      }
      for (int i = 0; i < k1; i++) {
        double[] c = v[i];
        int from = Math.max(i, k0);
        Arrays.fill(c, from, k1, 0);
        int k = from;
        for (; k + 3 < k1; k += 4) {
          int t = k - k0;
          subtract4(
              c,
              i,
              k + 4,
              panel[t],
              panel[t + 1],
              panel[t + 2],
              panel[t + 3],
              -panel[t][i],
              -panel[t + 1][i],
              -panel[t + 2][i],
              -panel[t + 3][i]);
        }
        for (; k < k1; k++) {
          subtract(c, i, k + 1, panel[k - k0], -panel[k - k0][i]);
        }
      }
    }
  }

  @Override
  public void subtractOuter(double[][] a, int m, double[][] w, int k) {
    for (int i = 0; i < m; i++) {
      double[] c = a[i];
      int t = 0;
      for (; t + 3 < k; t += 4) {
        subtract4(
            c,
            i,
            m,
            w[t],
            w[t + 1],
            w[t + 2],
            w[t + 3],
            w[t][i],
            w[t + 1][i],
            w[t + 2][i],
            w[t + 3][i]);
      }
      for (; t < k; t++) {
        subtract(c, i, m, w[t], w[t][i]);
      }
    }
  }

  private static void subtractPanel(
      double[] c, int from, int to, double[][] rows, int k0, int k1, int column) {
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
          rows[k][column],
          rows[k + 1][column],
          rows[k + 2][column],
          rows[k + 3][column]);
    }
    for (; k < k1; k++) {
      subtract(c, from, to, rows[k], rows[k][column]);
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
}
