package dev.henderson.stats.model;

import java.util.Arrays;

/**
 * A fit that knows the n rows it was made of: response, fitted values, residuals. One of rows that
 * were streamed is none.
 */
public interface HasRows {
  /** The response, one per row used; a copy. */
  double[] response();

  /** Fitted values, offset included, one per row used; a copy. */
  double[] fitted();

  /** Response less fitted values, one per row used; a copy. */
  double[] residuals();

  /** Whether there are prior weights. */
  boolean hasWeights();

  /** The prior weight of a row used; 1 where there are none. */
  double weight(int row);

  /** The offset of a row used; 0 where there is none. */
  double offset(int row);

  /** Residuals times the square roots of the weights, one per row used. */
  default double[] weightedResiduals() {
    double[] out = residuals();
    for (int i = 0; i < out.length; i++) {
      out[i] *= Math.sqrt(weight(i));
    }
    return out;
  }

  /** Whether another fit has the same responses, weights and offset, row by row. */
  default boolean hasRowsOf(HasRows other) {
    double[] y = response();
    if (!Arrays.equals(y, other.response())) {
      return false;
    }
    for (int i = 0; i < y.length; i++) {
      if (weight(i) != other.weight(i) || offset(i) != other.offset(i)) {
        return false;
      }
    }
    return true;
  }
}
