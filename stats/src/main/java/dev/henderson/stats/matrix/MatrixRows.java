package dev.henderson.stats.matrix;

import dev.henderson.stats.frame.TableNumbers;
import java.util.List;

/**
 * The rows of a model matrix, read in one pass; got anew for each ({@link ModelMatrix#read()}). Not
 * for use by several threads at once.
 */
public final class MatrixRows {
  /** So many rows of the columns that stand in a table are fetched at a time. */
  private static final int FETCHED = 128;

  private final int rows;
  private final List<MatrixBlock> blocks;
  private final double[][] plain;
  private final TableNumbers[] inTable;
  private final int[] blockOf;
  private final int[] placeIn;
  private final boolean whole;

  /** The numbers of rows {@code [from, to)} of the columns that stand in a table. */
  private final double[][] fetched;

  private int from;
  private int to;

  /** Rows of the blocks of a matrix; all is shared with it. */
  MatrixRows(
      int rows,
      List<MatrixBlock> blocks,
      double[][] plain,
      TableNumbers[] inTable,
      int[] blockOf,
      int[] placeIn,
      boolean whole) {
    this.rows = rows;
    this.blocks = blocks;
    this.plain = plain;
    this.inTable = inTable;
    this.blockOf = blockOf;
    this.placeIn = placeIn;
    this.whole = whole;
    boolean any = false;
    double[][] places = new double[inTable.length][];
    for (int b = 0; b < places.length; b++) {
      if (inTable[b] != null) {
        places[b] = new double[FETCHED];
        any = true;
      }
    }
    this.fetched = places;
    // Without such columns there is never anything to fetch.
    this.to = any ? 0 : rows;
  }

  /** Fetches a row and, where one comes after the other, those to come. */
  private void fetch(int row) {
    int end = row == to ? Math.min(rows, row + FETCHED) : row + 1;
    for (int b = 0; b < fetched.length; b++) {
      if (inTable[b] != null) {
        inTable[b].copy(row, end, fetched[b]);
      }
    }
    from = row;
    to = end;
  }

  /** One entry. */
  public double get(int row, int column) {
    return blocks.get(blockOf[column]).get(row, placeIn[column]);
  }

  /** Copies one row into {@code into[offset .. offset + p)}. */
  public void copyRow(int row, double[] into, int offset) {
    if (!whole) {
      for (int j = 0; j < blockOf.length; j++) {
        into[offset + j] = get(row, j);
      }
      return;
    }
    if (row < from || row >= to) {
      fetch(row);
    }
    int at = offset;
    for (int b = 0; b < plain.length; b++) {
      double[] kept = plain[b];
      if (kept != null) {
        into[at++] = kept[row];
        continue;
      }
      double[] window = fetched[b];
      if (window != null) {
        into[at++] = window[row - from];
        continue;
      }
      MatrixBlock block = blocks.get(b);
      block.copyRow(row, into, at);
      at += block.width();
    }
  }

  /**
   * Copies the entries of one row that are not zero.
   *
   * @param columns receives their columns, ascending; at least p long
   * @param values receives the entries; at least p long
   * @return how many there are
   */
  public int copyNonZeros(int row, int[] columns, double[] values) {
    int count = 0;
    if (!whole) {
      for (int j = 0; j < blockOf.length; j++) {
        double v = get(row, j);
        if (v != 0) {
          columns[count] = j;
          values[count++] = v;
        }
      }
      return count;
    }
    if (row < from || row >= to) {
      fetch(row);
    }
    int at = 0;
    for (int b = 0; b < plain.length; b++) {
      double[] kept = plain[b];
      if (kept != null) {
        double v = kept[row];
        if (v != 0) {
          columns[count] = at;
          values[count++] = v;
        }
        at++;
        continue;
      }
      double[] window = fetched[b];
      if (window != null) {
        double v = window[row - from];
        if (v != 0) {
          columns[count] = at;
          values[count++] = v;
        }
        at++;
        continue;
      }
      MatrixBlock block = blocks.get(b);
      count = block.copyNonZeros(row, at, columns, values, count);
      at += block.width();
    }
    return count;
  }
}
