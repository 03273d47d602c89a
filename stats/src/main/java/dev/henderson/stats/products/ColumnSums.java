package dev.henderson.stats.products;

import java.util.Arrays;

/**
 * Sums of shifted columns, weights left out, that their scaling is found from: of each column, of
 * its squares, and of its products with its anchor.
 */
final class ColumnSums {
  private final int columns;
  private final CompensatedSums sum;
  private final CompensatedSums squares;
  private final CompensatedSums byAnchor;

  /** The first value of each column as written, and whether all others are the same. */
  private final double[] first;

  private final boolean[] same;
  private final double[] largest;
  private long n;

  ColumnSums(int columns) {
    this.columns = columns;
    sum = new CompensatedSums(columns);
    squares = new CompensatedSums(columns);
    byAnchor = new CompensatedSums(columns);
    first = new double[columns];
    same = new boolean[columns];
    largest = new double[columns];
    Arrays.fill(same, true);
  }

  /** Counts a row; its columns are then to be added. */
  void next() {
    n++;
  }

  /**
   * Adds a value of the row.
   *
   * @param shifted less the multiple of its anchor
   * @param anchor the anchor's value, 0 where it has none
   */
  void add(int column, double written, double shifted, double anchor) {
    if (n == 1) {
      first[column] = written;
    }
    same[column] &= written == first[column];
    largest[column] = Math.max(largest[column], Math.abs(written));
    sum.add(column, shifted);
    squares.add(column, shifted * shifted);
    byAnchor.add(column, shifted * anchor);
  }

  /** Adds the sums of other rows. */
  void addAll(ColumnSums other) {
    for (int j = 0; j < columns && other.n > 0; j++) {
      same[j] &= other.same[j] && (n == 0 || first[j] == other.first[j]);
      first[j] = n == 0 ? other.first[j] : first[j];
      largest[j] = Math.max(largest[j], other.largest[j]);
    }
    sum.addAll(other.sum);
    squares.addAll(other.squares);
    byAnchor.addAll(other.byAnchor);
    n += other.n;
  }

  /** The value of a column that is the same in all rows and not zero; NaN for others. */
  double constant(int column) {
    return same[column] && first[column] != 0 ? first[column] : Double.NaN;
  }

  /** The largest absolute value of a column as written. */
  double largest(int column) {
    return largest[column];
  }

  /** The mean of a column with a multiple of its anchor given back; the anchor is not shifted. */
  double mean(int column, double multiple, int anchor) {
    return (sum.get(column) + (anchor < 0 ? 0 : multiple * sum.get(anchor))) / n;
  }

  /** The mean of the squares of a column with a multiple of its anchor given back. */
  double meanSquare(int column, double multiple, int anchor) {
    double s = squares.get(column);
    if (anchor >= 0) {
      s += multiple * (2 * byAnchor.get(column) + multiple * squares.get(anchor));
    }
    return s / n;
  }
}
