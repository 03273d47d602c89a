package dev.henderson.stats.linalg;

/** The order of numbers, as indices. */
public final class SortOrder {
  private SortOrder() {}

  /**
   * The indices of values from the smallest to the largest, ties in the order they stand, NaN last:
   * R's {@code order}. A merge sort of plain ints, for millions of rows.
   */
  public static int[] ascending(double[] values) {
    int n = values.length;
    int[] from = new int[n];
    for (int i = 0; i < n; i++) {
      from[i] = i;
    }
    int[] to = new int[n];
    for (int width = 1; width < n; width = width > n / 2 ? n : 2 * width) {
      for (int left = 0; left < n; left += 2 * width) {
        merge(values, from, to, left, Math.min(left + width, n), Math.min(left + 2 * width, n));
        if (left > n - 2 * width) {
          break;
        }
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(double[] v, int[] from, int[] to, int left, int middle, int end) {
    int a = left;
    int b = middle;
    for (int k = left; k < end; k++) {
      boolean first = b >= end || a < middle && Double.compare(v[from[a]], v[from[b]]) <= 0;
      to[k] = first ? from[a++] : from[b++];
    }
  }
}
