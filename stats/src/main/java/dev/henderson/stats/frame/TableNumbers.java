package dev.henderson.stats.frame;

/**
 * Numbers that are read where they stand, in a column of a table, all of them or those of some
 * rows. Who reads them at another time than when they were got asks {@link
 * LiveColumn#requireUnchanged()} first.
 */
public final class TableNumbers implements RowNumbers {
  private final LiveColumn column;

  /** The rows they are of; null for all. */
  private final int[] rows;

  TableNumbers(LiveColumn column) {
    this(column, null);
  }

  private TableNumbers(LiveColumn column, int[] rows) {
    this.column = column;
    this.rows = rows;
  }

  /** The column they stand in. */
  public LiveColumn column() {
    return column;
  }

  @Override
  public int size() {
    return rows == null ? column.size() : rows.length;
  }

  @Override
  public double at(int row) {
    return column.at(rows == null ? row : rows[row]);
  }

  /** Copies the numbers of rows {@code [from, to)} to the front of an array. */
  public void copy(int from, int to, double[] into) {
    if (rows == null) {
      column.copy(from, to, into);
      return;
    }
    for (int i = from; i < to; i++) {
      into[i - from] = column.at(rows[i]);
    }
  }

  @Override
  public boolean allFinite() {
    return column.allFinite();
  }

  @Override
  public double[] array() {
    double[] out = new double[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = at(i);
    }
    return out;
  }

  /** Those of some rows; the array is kept, and must not be written any more. */
  @Override
  public RowNumbers select(int[] some) {
    if (rows == null) {
      return new TableNumbers(column, some);
    }
    int[] out = new int[some.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = rows[some[i]];
    }
    return new TableNumbers(column, out);
  }
}
