package dev.henderson.stats.products;

import java.util.Arrays;

/**
 * The cross products of two groupings, stored where they are not zero: for each level of the first
 * grouping (a block column) the levels of the second one it meets (block rows, ascending), each
 * with a {@code rowEffects × columnEffects} matrix by rows.
 */
public final class CrossBlock {
  private final int rowEffects;
  private final int columnEffects;
  private final int blockSize;

  /** First entry of each block column; one more at the end. */
  private final int[] start;

  /** Level of the row grouping of each entry. */
  private final int[] level;

  private final double[] values;

  /** All arrays are taken over. */
  CrossBlock(int rowEffects, int columnEffects, int[] start, int[] level, double[] values) {
    this.rowEffects = rowEffects;
    this.columnEffects = columnEffects;
    this.blockSize = rowEffects * columnEffects;
    this.start = start;
    this.level = level;
    this.values = values;
  }

  /** The same pattern with other effects and values, which are taken over. */
  CrossBlock withValues(int newRowEffects, int newColumnEffects, double[] other) {
    return new CrossBlock(newRowEffects, newColumnEffects, start, level, other);
  }

  /** The same with values of its own. */
  CrossBlock copy() {
    return withValues(rowEffects, columnEffects, values.clone());
  }

  /** The block seen from the other grouping: its columns are the rows of this one. */
  CrossBlock transposed(int rowLevels) {
    int[] first = new int[rowLevels + 1];
    for (int l : level) {
      first[l + 1]++;
    }
    for (int l = 0; l < rowLevels; l++) {
      first[l + 1] += first[l];
    }
    int[] next = Arrays.copyOf(first, rowLevels);
    int[] column = new int[level.length];
    double[] turned = new double[values.length];
    for (int c = 0; c < columns(); c++) {
      for (int e = start[c]; e < start[c + 1]; e++) {
        int to = next[level[e]]++;
        column[to] = c;
        for (int i = 0; i < rowEffects; i++) {
          for (int j = 0; j < columnEffects; j++) {
            turned[to * blockSize + j * rowEffects + i] =
                values[e * blockSize + i * columnEffects + j];
          }
        }
      }
    }
    return new CrossBlock(columnEffects, rowEffects, first, column, turned);
  }

  /** Effects of a level of the row grouping. */
  public int rowEffects() {
    return rowEffects;
  }

  /** Effects of a level of the column grouping. */
  public int columnEffects() {
    return columnEffects;
  }

  /** The block columns: levels of the column grouping. */
  public int columns() {
    return start.length - 1;
  }

  /** The first entry of a block column; the number of all entries for the one past the last. */
  public int start(int column) {
    return start[column];
  }

  /** The level of the row grouping of an entry. */
  public int level(int entry) {
    return level[entry];
  }

  /** A number: those of an entry stand one after the other, by rows. */
  public double value(int at) {
    return values[at];
  }

  /** Numbers of one entry: rowEffects × columnEffects. */
  public int blockSize() {
    return blockSize;
  }

  /** The number of entries. */
  public int entries() {
    return level.length;
  }

  /** Numbers of all entries. */
  public int size() {
    return values.length;
  }

  /** The entry of a level in a block column, by bisection; it must be there. */
  public int find(int column, int rowLevel) {
    int at = Arrays.binarySearch(level, start[column], start[column + 1], rowLevel);
    if (at < 0) {
      throw new IllegalStateException("level " + rowLevel + " does not meet column " + column);
    }
    return at;
  }

  void add(int at, double v) {
    values[at] += v;
  }

  /** Sets all numbers to zero. */
  void clear() {
    Arrays.fill(values, 0);
  }

  /**
   * Writes {@code R' B C} for every entry B.
   *
   * @param r factor of the row grouping, rowEffects² by rows
   * @param c factor of the column grouping, columnEffects² by rows
   * @param to laid out as the entries are
   * @param work holds {@link #blockSize()}
   */
  public void scale(double[] r, double[] c, double[] to, double[] work) {
    if (blockSize == 1) {
      double s = r[0] * c[0];
      double[] from = values;
      for (int e = 0; e < to.length; e++) {
        to[e] = s * from[e];
      }
      return;
    }
    for (int e = 0; e < level.length; e++) {
      scale(e, r, rowEffects, c, columnEffects, to, e * blockSize, work);
    }
  }

  /**
   * Writes {@code R' B C} for one entry B, {@code rows × columns} by rows.
   *
   * @param r rowEffects × rows
   * @param c columnEffects × columns
   * @param work holds rowEffects × columns
   */
  public void scale(
      int entry,
      double[] r,
      int rows,
      double[] c,
      int columns,
      double[] to,
      int at,
      double[] work) {
    int from = entry * blockSize;
    int k = columnEffects;
    for (int i = 0; i < rowEffects; i++) {
      for (int j = 0; j < columns; j++) {
        double s = 0;
        for (int t = 0; t < k; t++) {
          s += values[from + i * k + t] * c[t * columns + j];
        }
        work[i * columns + j] = s;
      }
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double s = 0;
        for (int t = 0; t < rowEffects; t++) {
          s += r[t * rows + i] * work[t * columns + j];
        }
        to[at + i * columns + j] = s;
      }
    }
  }
}
