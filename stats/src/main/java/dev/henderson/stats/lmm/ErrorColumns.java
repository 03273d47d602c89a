package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.products.CrossProducts;
import java.util.Arrays;

/**
 * Columns of L^-1 for some of the random effects, q × q, without their zeros, and what the border
 * of the factor makes of them. With these the error variance of a row is the square of a sum of few
 * columns, and needs no solve.
 */
final class ErrorColumns {
  /** Solved at once. */
  private static final int BLOCK = 32;

  /** Numbers that are kept; where there would be more, none are. */
  private static final long KEPT = 24_000_000;

  private final int rank;
  private final int[][] index;
  private final double[][] value;
  private final double[][] border;

  private ErrorColumns(int q, int rank) {
    this.rank = rank;
    index = new int[q][];
    value = new double[q][];
    border = new double[q][];
  }

  /**
   * Solves for columns.
   *
   * @param wanted which of the q random effects
   * @return null where they would take too much memory
   */
  static ErrorColumns of(ProfiledDeviance f, boolean[] wanted) {
    CrossProducts a = f.crossProducts();
    int q = a.randomEffects();
    ErrorColumns out = new ErrorColumns(q, a.rank());
    int[] places = new int[q];
    int count = 0;
    for (int i = 0; i < q; i++) {
      if (wanted[i]) {
        places[count++] = i;
      }
    }
    long kept = 0;
    double[] b = new double[q * Math.min(BLOCK, Math.max(1, count))];
    int[] rows = new int[q];
    for (int from = 0; from < count; from += BLOCK) {
      int block = Math.min(BLOCK, count - from);
      Arrays.fill(b, 0, q * block, 0);
      for (int c = 0; c < block; c++) {
        b[places[from + c] * block + c] = 1;
      }
      f.problem().factor().forward(b, block);
      for (int c = 0; c < block; c++) {
        int entries = 0;
        for (int i = 0; i < q; i++) {
          if (b[i * block + c] != 0) {
            rows[entries++] = i;
          }
        }
        kept += entries;
        if (kept > KEPT) {
          return null;
        }
        int at = places[from + c];
        out.index[at] = Arrays.copyOf(rows, entries);
        out.value[at] = new double[entries];
        out.border[at] = new double[out.rank];
        for (int e = 0; e < entries; e++) {
          double v = b[rows[e] * block + c];
          out.value[at][e] = v;
          f.problem().takeFixed(rows[e], -v, out.border[at]);
        }
      }
    }
    return out;
  }

  /**
   * Adds a multiple of a column.
   *
   * @param to q values
   * @param rest the border's share is taken from it, rank values
   */
  void add(int column, double times, double[] to, double[] rest) {
    int[] at = index[column];
    double[] v = value[column];
    for (int e = 0; e < at.length; e++) {
      to[at[e]] += times * v[e];
    }
    for (int j = 0; j < rank; j++) {
      rest[j] -= times * border[column][j];
    }
  }

  /** Sum of squares over the rows of a column, which are then set to zero. */
  double takeSquares(int column, double[] from) {
    double s = 0;
    for (int i : index[column]) {
      s += from[i] * from[i];
      from[i] = 0;
    }
    return s;
  }
}
