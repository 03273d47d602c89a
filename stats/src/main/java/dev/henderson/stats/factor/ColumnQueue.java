package dev.henderson.stats.factor;

import dev.henderson.stats.model.Cancellation;
import java.util.Arrays;

/**
 * Sparse columns w to be taken from a dense triangle as {@code w w'}. Those of a large triangle are
 * gathered first; then each processor sees to rows of its own, so that every entry has the same
 * operations in the same order however many processors there are.
 */
final class ColumnQueue {
  /** Rows of the triangle from which sharing pays. */
  private static final int LARGE = 400;

  private static final int CAPACITY = 1 << 16;

  /** More parts than processors, as their work differs. */
  private static final int PARTS = 16;

  private final int size;
  private final int[] index;
  private final double[] value;
  private final int[] start;
  private final Cancellation cancellation;
  private int columns;

  ColumnQueue(int size, Cancellation cancellation) {
    this.size = size;
    this.cancellation = cancellation;
    boolean used = size >= LARGE;
    index = new int[used ? CAPACITY : 0];
    value = new double[used ? CAPACITY : 0];
    start = new int[used ? CAPACITY + 1 : 1];
  }

  void clear() {
    columns = 0;
  }

  /** Takes k columns with entries {@code w[t][0 .. m)} at ascending indices from {@code a}. */
  void add(double[][] a, int[] at, int m, double[][] w, int k) {
    if (size < LARGE || m > CAPACITY) {
      flush(a);
      int t = 0;
      for (; t + 1 < k; t += 2) {
        subtract(a, at, m, w[t], w[t + 1]);
      }
      if (t < k) {
        subtract(a, at, 0, m, m, w[t]);
      }
      return;
    }
    for (int t = 0; t < k && m > 0; t++) {
      if (start[columns] + m > CAPACITY) {
        flush(a);
      }
      System.arraycopy(at, 0, index, start[columns], m);
      System.arraycopy(w[t], 0, value, start[columns], m);
      start[columns + 1] = start[columns] + m;
      columns++;
    }
  }

  /** Takes what is gathered. */
  void flush(double[][] a) {
    if (columns > 0) {
      int parts = Math.min(PARTS, size);
      cancellation.run(parts, true, p -> subtractRows(a, p * size / parts, (p + 1) * size / parts));
      columns = 0;
    }
  }

  private void subtractRows(double[][] a, int from, int to) {
    for (int c = 0; c < columns; c++) {
      int begin = first(from, start[c], start[c + 1]);
      int end = first(to, begin, start[c + 1]);
      subtract(a, index, begin, end, start[c + 1], value);
    }
  }

  /** The first place in {@code [from, to)} whose index is not below a row. */
  private int first(int row, int from, int to) {
    int at = Arrays.binarySearch(index, from, to, row);
    return at >= 0 ? at : -at - 1;
  }

  /** Rows {@code at[from .. to)} of {@code w w'}, w ending before {@code end}. */
  private static void subtract(double[][] a, int[] at, int from, int to, int end, double[] w) {
    for (int i = from; i < to; i++) {
      double[] row = a[at[i]];
      double x = w[i];
      for (int j = i; j < end; j++) {
        row[at[j]] -= x * w[j];
      }
    }
  }

  private static void subtract(double[][] a, int[] at, int m, double[] w0, double[] w1) {
    for (int i = 0; i < m; i++) {
      double[] row = a[at[i]];
      double x0 = w0[i];
      double x1 = w1[i];
      for (int j = i; j < m; j++) {
        row[at[j]] -= x0 * w0[j] + x1 * w1[j];
      }
    }
  }
}
