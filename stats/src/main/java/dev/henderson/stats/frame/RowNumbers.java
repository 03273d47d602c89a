package dev.henderson.stats.frame;

/** Numbers by row, wherever they are kept; NaN where missing. */
public sealed interface RowNumbers permits KeptNumbers, TableNumbers {
  /** Numbers that are kept in an array: taken over, to be written by nobody any more. */
  static RowNumbers of(double... values) {
    return new KeptNumbers(values);
  }

  /** How many there are. */
  int size();

  /** The number in a row, from 0. */
  double at(int row);

  /** Whether all are known to be finite, none missing; false also where nobody has looked. */
  boolean allFinite();

  /**
   * All of them: the array they are kept in, to be read and never written, or a new one where they
   * are kept elsewhere.
   */
  double[] array();

  /** Those of some rows, in the order given. */
  RowNumbers select(int[] rows);
}
