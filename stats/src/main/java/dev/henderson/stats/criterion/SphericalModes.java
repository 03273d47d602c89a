package dev.henderson.stats.criterion;

import dev.henderson.stats.factor.BlockedCholesky;
import dev.henderson.stats.products.CrossProducts;
import java.util.Arrays;

/** The spherical modes u of the columns of {@code [X y] Lxx^-T}, and U, their sums of squares. */
final class SphericalModes {
  private final CrossProducts a;
  private final BlockedCholesky factor;
  private final int width;

  /** Modes of the columns {@link #firstColumn} .. p, by rows. */
  private final double[] u;

  private int firstColumn;

  /** U of the columns of X and of y (not weighted), per grouping. */
  private final double[][] ux;

  private final double[][] uy;

  SphericalModes(CrossProducts a, BlockedCholesky factor) {
    this.a = a;
    this.factor = factor;
    width = a.width();
    u = new double[a.randomEffects() * width];
    ux = new double[a.groupings().size()][];
    uy = new double[a.groupings().size()][];
    for (int g = 0; g < ux.length; g++) {
      int k = a.groupings().get(g).effects();
      ux[g] = new double[k * k];
      uy[g] = new double[k * k];
    }
  }

  /**
   * Computes the modes.
   *
   * @param lz L^-1 Lambda' Z'W[X y], q × (p + 1)
   * @param lxxInverse inverse of Lxx
   * @param first the first column wanted
   */
  void update(double[] lz, double[] lxxInverse, int first) {
    firstColumn = first;
    int columns = width - first;
    for (int row = 0; row < a.randomEffects(); row++) {
      for (int c = first; c < width; c++) {
        double s = 0;
        for (int j = 0; j <= c; j++) {
          s += lz[row * width + j] * lxxInverse[c * width + j];
        }
        u[row * columns + c - first] = s;
      }
    }
    factor.backward(u, columns);
    for (int g = 0; g < ux.length; g++) {
      int k = a.groupings().get(g).effects();
      Arrays.fill(ux[g], 0);
      Arrays.fill(uy[g], 0);
      for (int at = a.offset(g); at < a.offset(g + 1); at += k) {
        for (int i = 0; i < k; i++) {
          int ri = (at + i) * columns;
          for (int j = 0; j <= i; j++) {
            int rj = (at + j) * columns;
            double s = 0;
            for (int c = 0; c < columns - 1; c++) {
              s += u[ri + c] * u[rj + c];
            }
            ux[g][i * k + j] += s;
            uy[g][i * k + j] += u[ri + columns - 1] * u[rj + columns - 1];
          }
        }
      }
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < i; j++) {
          ux[g][j * k + i] = ux[g][i * k + j];
          uy[g][j * k + i] = uy[g][i * k + j];
        }
      }
    }
  }

  /** U of the columns of X of a grouping, k × k; the array itself. */
  double[] sumX(int g) {
    return ux[g];
  }

  /** U of y of a grouping, k × k, not weighted; the array itself. */
  double[] sumY(int g) {
    return uy[g];
  }

  /** The mode of a random effect for a column. */
  double get(int randomEffect, int column) {
    return u[randomEffect * (width - firstColumn) + column - firstColumn];
  }
}
