package dev.henderson.stats.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The factor by classes of rows against that of all rows, and orders of numbers. */
class SparseRowQrTest {
  /** R is unique up to the signs of its rows, so the square sums R'R and R'Q'y tell all. */
  @Test
  void sameFactorAsOfAllRows() {
    int p = 15;
    Random random = new Random(7);
    RowQr whole = new RowQr(p);
    SparseRowQr byClass = new SparseRowQr(p, 10);
    double[] row = new double[p];
    int[] at = new int[p];
    double[] values = new double[p];
    for (int i = 0; i < 5000; i++) {
      int level = random.nextInt(10);
      java.util.Arrays.fill(row, 0);
      row[0] = 1;
      // Some columns are zero for long, so that a class meets them late.
      row[1] = i < 2000 ? 0 : random.nextGaussian();
      row[2] = random.nextGaussian() * 1e3;
      row[3] = level == 4 ? random.nextGaussian() : 0;
      row[5 + level] = 1;
      double y = random.nextGaussian() + level;
      double factor = 0.5 + random.nextDouble();
      int count = 0;
      for (int j = 0; j < p; j++) {
        if (row[j] != 0) {
          at[count] = j;
          values[count++] = row[j];
        }
      }
      whole.add(row, y, factor);
      byClass.add(level, count, at, values, y, factor);
    }
    RowQr made = byClass.finish();
    for (int a = 0; a < p; a++) {
      for (int b = 0; b <= a; b++) {
        double expected = dot(whole.columns()[a], whole.columns()[b]);
        double found = dot(made.columns()[a], made.columns()[b]);
        double size = Math.sqrt(dot(whole.columns()[a], whole.columns()[a]));
        size *= Math.sqrt(dot(whole.columns()[b], whole.columns()[b]));
        assertEquals(expected, found, 1e-12 * size, a + " " + b);
      }
      double expected = dot(whole.columns()[a], whole.effects());
      assertEquals(expected, dot(made.columns()[a], made.effects()), 1e-11 * 1e6, "effect " + a);
    }
  }

  private static double dot(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += a[i] * b[i];
    }
    return s;
  }

  /** R 4.2.2: order(c(3, 1, NaN, 1, -2, Inf, 0)) - 1. */
  @Test
  void order() {
    assertArrayEquals(
        new int[] {4, 6, 1, 3, 0, 5, 2},
        SortOrder.ascending(new double[] {3, 1, Double.NaN, 1, -2, Double.POSITIVE_INFINITY, 0}));
    assertArrayEquals(new int[0], SortOrder.ascending(new double[0]));
    Random random = new Random(3);
    for (int n : new int[] {1, 2, 3, 7, 64, 1001}) {
      double[] v = random.doubles(n).toArray();
      int[] order = SortOrder.ascending(v);
      double[] sorted = v.clone();
      java.util.Arrays.sort(sorted);
      for (int i = 0; i < n; i++) {
        assertEquals(sorted[i], v[order[i]]);
      }
    }
  }
}
