package dev.henderson.stats.products;

import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of X as the fit sees them: independent columns only (the earliest ones are kept, as R
 * does), centred where the first column is constant and it saves digits, scaled to root mean square
 * 1. None of this changes the model; the constants it adds to the criterion and the way back for
 * the coefficients are exact. Immutable; knows nothing of the response.
 */
public final class ColumnScaling {
  private final double[] centre;

  /** The columns that have a centre. */
  private final int[] centred;

  private final double[] scale;

  /** The value of the first column where it is constant; NaN where it is not. */
  private final double constant;

  private final int[] kept;

  /**
   * All arrays are taken over.
   *
   * @param centre what is taken from each column
   * @param scale root mean square of what is left; 0 for a column without numbers
   * @param constant the value of the first column where it is constant, else NaN
   * @param kept independent columns, ascending
   */
  ColumnScaling(double[] centre, double[] scale, double constant, int[] kept) {
    this.centre = centre;
    this.centred = centred(centre);
    this.scale = scale;
    this.constant = constant;
    this.kept = kept;
  }

  private static int[] centred(double[] centre) {
    return IntStream.range(0, centre.length).filter(j -> centre[j] != 0).toArray();
  }

  /** Rows of all columns less their centres, not scaled yet. */
  static ScaledRow centredRows(MatrixRows x, double[] centre) {
    double[] ones = new double[centre.length];
    Arrays.fill(ones, 1);
    int[] all = IntStream.range(0, centre.length).toArray();
    return new ScaledRow(x, centre.length, centre, centred(centre), all, ones);
  }

  /** The rows of the scaled columns that are kept, for one pass over a matrix. */
  public ScaledRow rows(ModelMatrix x) {
    return rows(x.read());
  }

  ScaledRow rows(MatrixRows x) {
    int[] place = new int[centre.length];
    double[] unit = new double[centre.length];
    Arrays.fill(place, -1);
    for (int j = 0; j < kept.length; j++) {
      place[kept[j]] = j;
      unit[kept[j]] = 1 / scale[kept[j]];
    }
    return new ScaledRow(x, centre.length, centre, centred, place, unit);
  }

  /** The number of columns as written, p. */
  public int columns() {
    return centre.length;
  }

  /** The number of independent columns. */
  public int rank() {
    return kept.length;
  }

  /** What the scaling took from {@code log |X'V^-1 X|}. */
  public double logDeterminantShift() {
    double s = 0;
    for (int j : kept) {
      s += 2 * Math.log(scale[j]);
    }
    return s;
  }

  /** Columns of X that depend on earlier ones. */
  public List<Integer> dropped() {
    List<Integer> all = new ArrayList<>();
    for (int j = 0; j < centre.length; j++) {
      if (Arrays.binarySearch(kept, j) < 0) {
        all.add(j);
      }
    }
    return all;
  }

  /** The user's coefficients, p, NaN where dropped, from those of the scaled columns. */
  public double[] coefficients(double[] scaled) {
    double[] beta = new double[centre.length];
    Arrays.fill(beta, Double.NaN);
    for (int j = 0; j < kept.length; j++) {
      beta[kept[j]] = scaled[j] / scale[kept[j]];
    }
    if (!Double.isNaN(constant)) {
      for (int j : kept) {
        if (j != 0) {
          beta[0] -= beta[j] * centre[j] / constant;
        }
      }
    }
    return beta;
  }

  /**
   * The p × rank matrix, by rows, that takes coefficients of the scaled columns, times a unit, to
   * the user's; rows of dropped columns are zero.
   */
  public double[] toOriginal(double unit) {
    int r = kept.length;
    double[] t = new double[centre.length * r];
    for (int j = 0; j < r; j++) {
      t[kept[j] * r + j] = unit / scale[kept[j]];
      if (!Double.isNaN(constant) && kept[j] != 0) {
        t[j] = -unit * centre[kept[j]] / (scale[kept[j]] * constant);
      }
    }
    return t;
  }
}
