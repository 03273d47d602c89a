package dev.henderson.stats.criterion;

/**
 * The cross products of two groupings, stored where they are not zero: for each level of the first
 * grouping (a block column) the levels of the second one it meets (block rows, ascending), each
 * with a {@code rowEffects × columnEffects} matrix by rows.
 */
final class CrossBlock {
  final int rowEffects;
  final int columnEffects;

  /** First entry of each block column; one more at the end. */
  final int[] start;

  /** Level of the row grouping of each entry. */
  final int[] level;

  final double[] values;

  CrossBlock(int rowEffects, int columnEffects, int[] start, int[] level, double[] values) {
    this.rowEffects = rowEffects;
    this.columnEffects = columnEffects;
    this.start = start;
    this.level = level;
    this.values = values;
  }

  /** Entries of one block: rowEffects × columnEffects. */
  int blockSize() {
    return rowEffects * columnEffects;
  }

  /** The number of blocks stored. */
  int entries() {
    return level.length;
  }

  /** The entry of a level in a block column, by bisection; it must be there. */
  int find(int column, int rowLevel) {
    int at = java.util.Arrays.binarySearch(level, start[column], start[column + 1], rowLevel);
    if (at < 0) {
      throw new IllegalStateException("level " + rowLevel + " does not meet column " + column);
    }
    return at;
  }
}
