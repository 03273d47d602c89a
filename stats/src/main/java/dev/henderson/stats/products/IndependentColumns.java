package dev.henderson.stats.products;

import java.util.ArrayList;
import java.util.List;

/** Which columns are independent, by a Cholesky factor of their cross products from the left. */
final class IndependentColumns {
  /**
   * A column depends on earlier ones if its part orthogonal to them, squared, is less than this
   * part of its squared length.
   */
  static final double DEPENDENT = 1e-14;

  /**
   * Cross products square the condition: below this part of a squared length they do not decide.
   */
  private static final double DOUBTFUL = 1e-8;

  /** Looks at a doubtful column itself. */
  interface Witness {
    /**
     * The squared length of what a combination of columns leaves of another.
     *
     * @param coefficients of the columns kept so far
     */
    double squares(int column, List<Integer> kept, double[] coefficients);
  }

  private IndependentColumns() {}

  /**
   * The columns that do not depend on earlier ones, ascending.
   *
   * @param gram cross products, the lower triangle by rows of this width
   * @param p how many columns
   * @param dependent the part of a squared length below which a column depends on others
   * @param witness null where there is none and the cross products decide
   */
  static int[] of(double[] gram, int width, int p, double dependent, Witness witness) {
    double[] l = new double[p * p];
    List<Integer> keep = new ArrayList<>();
    for (int j = 0; j < p; j++) {
      double norm = gram[j * width + j];
      if (!(norm > 0)) {
        continue;
      }
      // Row j of the factor over the columns kept so far.
      int rank = keep.size();
      double rest = norm;
      double[] lj = new double[rank];
      for (int a = 0; a < rank; a++) {
        double s = gram[j * width + keep.get(a)];
        for (int t = 0; t < a; t++) {
          s -= lj[t] * l[a * p + t];
        }
        lj[a] = s / l[a * p + a];
        rest -= lj[a] * lj[a];
      }
      if (!(rest >= DOUBTFUL * norm)) {
        if (witness != null) {
          rest = witness.squares(j, keep, combination(l, lj, p));
        }
        if (!(rest >= dependent * norm)) {
          continue;
        }
      }
      System.arraycopy(lj, 0, l, rank * p, rank);
      l[rank * p + rank] = Math.sqrt(rest);
      keep.add(j);
    }
    return keep.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double[] combination(double[] l, double[] lj, int p) {
    int rank = lj.length;
    double[] c = lj.clone();
    for (int a = rank - 1; a >= 0; a--) {
      for (int t = a + 1; t < rank; t++) {
        c[a] -= l[t * p + a] * c[t];
      }
      c[a] /= l[a * p + a];
    }
    return c;
  }
}
