package dev.henderson.stats.linalg;

import java.util.Arrays;

/**
 * A {@link RowQr} for rows that are mostly zeros and come in classes, such as the levels of a
 * factor whose dummies are most of the columns: the rows of a class share the columns in which they
 * are not zero.
 *
 * <p>Each class has a triangular factor of its own over just those columns; at the end these small
 * factors are folded into the whole one [Golub 2013]. Orthogonal reflections throughout, as in
 * {@link RowQr}, at a cost of the square of the columns that are not zero. Memory is that of a
 * block of such rows per class.
 */
public final class SparseRowQr {
  private final int p;
  private final RowQr whole;
  private final Part[] parts;
  private final double[] wide;

  /** The rows of one class. */
  private static final class Part {
    /** Place of each column among those in use; -1 for those that were zero so far. */
    private final int[] place;

    private int[] columns = {};
    private double[] row = {};
    private RowQr qr;

    Part(int p) {
      place = new int[p];
      Arrays.fill(place, -1);
    }
  }

  /**
   * @param columns p
   * @param classes how many classes of rows there are
   */
  public SparseRowQr(int columns, int classes) {
    this.p = columns;
    this.whole = new RowQr(columns);
    this.parts = new Part[classes];
    this.wide = new double[columns];
  }

  /**
   * Takes a row, times a factor such as the square root of its weight.
   *
   * @param rowClass its class
   * @param count how many entries are not zero
   * @param at their columns
   * @param values the entries
   * @param y the right-hand side
   */
  public void add(int rowClass, int count, int[] at, double[] values, double y, double factor) {
    Part part = parts[rowClass];
    if (part == null) {
      part = new Part(p);
      parts[rowClass] = part;
    }
    for (int i = 0; i < count; i++) {
      if (part.place[at[i]] < 0) {
        widen(part, count, at);
        break;
      }
    }
    double[] row = part.row;
    Arrays.fill(row, 0);
    for (int i = 0; i < count; i++) {
      row[part.place[at[i]]] = values[i];
    }
    part.qr.add(row, y, factor);
  }

  /** Gives a class the columns of a row that it has not had. */
  private void widen(Part part, int count, int[] at) {
    fold(part);
    int k = part.columns.length;
    int[] columns = Arrays.copyOf(part.columns, k + count);
    for (int i = 0; i < count; i++) {
      if (part.place[at[i]] < 0) {
        part.place[at[i]] = k;
        columns[k++] = at[i];
      }
    }
    part.columns = Arrays.copyOf(columns, k);
    part.row = new double[k];
    part.qr = new RowQr(k);
  }

  private void fold(Part part) {
    if (part.qr == null) {
      return;
    }
    double[][] r = part.qr.columns();
    double[] effects = part.qr.effects();
    for (int i = 0; i < effects.length; i++) {
      Arrays.fill(wide, 0);
      for (int j = i; j < effects.length; j++) {
        wide[part.columns[j]] = r[j][i];
      }
      whole.add(wide, effects[i], 1);
    }
    part.qr = null;
  }

  /** The factor of all rows; nothing can be added after this. */
  public RowQr finish() {
    for (int c = 0; c < parts.length; c++) {
      if (parts[c] != null) {
        fold(parts[c]);
        parts[c] = null;
      }
    }
    return whole;
  }
}
