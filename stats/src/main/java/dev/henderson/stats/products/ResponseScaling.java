package dev.henderson.stats.products;

import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.model.FitException;

/**
 * The response as the fit sees it: less the offset and its least-squares fit on the scaled columns
 * of X, in units of the root mean square of what is left. Immutable; another response of the same
 * rows has another one beside the same {@link ColumnScaling}.
 */
public final class ResponseScaling {
  /** Coefficients of the scaled columns of X that are taken out. */
  private final double[] start;

  private final double scale;

  private ResponseScaling(double[] start, double scale) {
    this.start = start;
    this.scale = scale;
  }

  /**
   * The scaling of a response.
   *
   * @param start coefficients of the scaled columns to take out; taken over
   * @param meanSquare weighted mean square of what is left
   * @param largest the largest absolute value of the response
   * @param columns of X as written
   * @throws FitException if nothing is left
   */
  static ResponseScaling of(double[] start, double meanSquare, double largest, int columns) {
    double scale = Math.sqrt(meanSquare);
    if (!(scale > 1e-13 * largest)) {
      throw new FitException(
          columns <= 1
              ? "The response is constant: there is no variation to model."
              : "The fixed effects fit the response exactly: there is no variation left for random"
                  + " effects or residuals.");
    }
    return new ResponseScaling(start, scale);
  }

  /**
   * Least-squares coefficients of the scaled columns; zeros where they cannot be told. Any start is
   * right; a good one only saves digits.
   *
   * @param xx X'WX of the columns kept, r × r by rows
   * @param xy X'Wy
   */
  static double[] start(double[] xx, double[] xy) {
    double[] c = SmallMatrices.solvePositive(xx, xy.length, xy);
    return c == null ? new double[xy.length] : c;
  }

  /** A response less its offset, scaled, at the row of X that was read. */
  double scaled(double y, ScaledRow read) {
    return (y - read.times(start)) / scale;
  }

  /** One unit of the scaled response in units of the user's. */
  public double scale() {
    return scale;
  }

  /** Coefficients of the scaled columns of X in the user's units of the response; r values. */
  double[] unscaled(double[] beta) {
    double[] out = new double[start.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = scale * beta[j] + start[j];
    }
    return out;
  }
}
