package dev.henderson.stats.frame;

import java.util.Collection;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.columns.Column;

/**
 * A large numeric column of a table that is not copied but read where it stands, and a fingerprint
 * of the numbers it had at first, by which it is noticed that somebody changed it since.
 */
public final class LiveColumn {
  /**
   * Columns of fewer rows are copied: up to half a megabyte each is a small price for fits that do
   * not depend on what becomes of their table.
   */
  static final int LARGE = 1 << 16;

  /** An odd number without pattern in its bits, the one of SplitMix64. */
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private final String frame;
  private final String name;
  private final NumericColumn<?> column;
  private final int size;
  private final long fingerprint;
  private final boolean finite;

  private LiveColumn(String frame, String name, NumericColumn<?> column) {
    this.frame = frame;
    this.name = name;
    this.column = column;
    this.size = column.size();
    this.fingerprint = fingerprint();
    int known = 0;
    while (known < size && Double.isFinite(at(known))) {
      known++;
    }
    this.finite = known == size;
  }

  /** Whether a column is so large, and so plain, that it is read in place. */
  static boolean suits(Column<?> column) {
    return column.size() >= LARGE
        && (column instanceof DoubleColumn
            || column instanceof IntColumn
            || column instanceof LongColumn
            || column instanceof FloatColumn
            || column instanceof ShortColumn);
  }

  /**
   * A column to be read in place.
   *
   * @param frame what messages call its table
   * @param name what messages call it
   */
  static LiveColumn of(String frame, String name, Column<?> column) {
    return new LiveColumn(frame, name, (NumericColumn<?>) column);
  }

  /** The number of rows it had at first; later ones do not matter. */
  int size() {
    return size;
  }

  /** The number in a row; NaN where missing, which these columns say of themselves. */
  double at(int row) {
    return column.getDouble(row);
  }

  /** Whether all numbers were finite at first, none missing. */
  boolean allFinite() {
    return finite;
  }

  /** Copies the numbers of rows {@code [from, to)} to the front of an array. */
  void copy(int from, int to, double[] into) {
    for (int i = from; i < to; i++) {
      into[i - from] = column.getDouble(i);
    }
  }

  /** Whether its first rows are what they were. */
  boolean isUnchanged() {
    return column.size() >= size && fingerprint() == fingerprint;
  }

  /**
   * Makes sure that the rows of several columns are what they were.
   *
   * @throws ChangedTableException naming the first of which they are not
   */
  public static void requireUnchanged(Collection<LiveColumn> columns) {
    if (columns.isEmpty()) {
      return;
    }
    columns.parallelStream()
        .filter(column -> !column.isUnchanged())
        .findFirst()
        .ifPresent(LiveColumn::refuse);
  }

  /**
   * Makes sure that its rows are what they were; one pass over them.
   *
   * @throws ChangedTableException if not
   */
  public void requireUnchanged() {
    if (!isUnchanged()) {
      refuse();
    }
  }

  private void refuse() {
    throw new ChangedTableException(frame, name);
  }

  /**
   * 64 bits of all numbers in their order. Each step is one-to-one in the number and in what came
   * before, so that a single change never goes unnoticed, and several do with a chance of 2⁻⁶⁴; the
   * shift brings high bits down, or signs changed in pairs would cancel. Four sums run side by
   * side, because a step waits for the one before.
   */
  private long fingerprint() {
    long a = 1;
    long b = 2;
    long c = 3;
    long d = 4;
    int i = 0;
    for (; i + 3 < size; i += 4) {
      a = step(a, i);
      b = step(b, i + 1);
      c = step(c, i + 2);
      d = step(d, i + 3);
    }
    for (; i < size; i++) {
      a = step(a, i);
    }
    return mixed(mixed(mixed(mixed(size, a), b), c), d);
  }

  private long step(long before, int row) {
    return mixed(before, Double.doubleToRawLongBits(at(row)));
  }

  private static long mixed(long before, long value) {
    long product = (before ^ value) * FACTOR;
    return product ^ (product >>> 32);
  }
}
