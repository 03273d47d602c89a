package dev.henderson.stats.products;

/** What scaling has to know of some columns: their means and mean squares, weights left out. */
interface ColumnMoments {
  /** The value of a column that is the same in all rows and not zero; NaN for others. */
  double constant(int column);

  /** The mean of a column. */
  double mean(int column);

  /** The root of the mean square of a column less a number. */
  double rootMeanSquare(int column, double about);
}
