package dev.henderson.stats.factor;

/**
 * The Schur complement S of the groupings after the chain, its factor U with {@code U'U = S}, and
 * its inverse where the fit looks at it. Rows are numbered as the random effects of these
 * groupings.
 *
 * <p>A column of the chain meets some rows of the tail; they are named by the column's grouping and
 * level, and {@code index} lists them, m of them, ascending.
 */
interface Tail {
  /** Sets the tail to zero. */
  void clear();

  /** Writes an entry of the tail of M, row no greater than column. */
  void set(int row, int column, double value);

  /** Subtracts W W' at the rows a column of the chain meets; w holds the k columns of W. */
  void subtract(int grouping, int level, int[] index, int m, double[][] w, int k);

  /**
   * Replaces S by its factor.
   *
   * @return whether all pivots were positive
   */
  boolean factor();

  /** Half the logarithm of the determinant of S, of its factor. */
  double logPivots();

  /** Replaces each x[c], c &lt; width, by {@code U'^-1 x[c]}. */
  void forward(double[][] x, int width);

  /** Replaces each x[c], c &lt; width, by {@code U^-1 x[c]}. */
  void backward(double[][] x, int width);

  /** Computes the inverse of S from its factor. */
  void invert();

  /** An entry of the inverse; both rows of one level. */
  double inverse(int row, int column);

  /** y = P w, with P the inverse at the rows a column of the chain meets. */
  void multiply(int grouping, int level, int[] index, int m, double[] w, double[] y);

  /** w' P w, with P the inverse at the rows a column of the chain meets. */
  double quadratic(int grouping, int level, int[] index, int m, double[] w);
}
