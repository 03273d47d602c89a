package dev.henderson.stats.factor;

import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.products.CrossBlock;
import dev.henderson.stats.products.CrossProducts;

/** Forward and backward solves with a blocked factor, for many right-hand sides at once. */
final class BlockedSolves {
  private final CrossProducts a;
  private final BlockedCholesky factor;
  private final int groups;
  private final int sparse;
  private final int tailSize;
  private final int tailOffset;

  /** The tail of the right-hand sides, column by column. */
  private double[][] transposed = new double[0][];

  private final Cancellation cancellation;

  BlockedSolves(CrossProducts a, BlockedCholesky factor, Cancellation cancellation) {
    this.a = a;
    this.cancellation = cancellation;
    this.factor = factor;
    groups = a.groupings().size();
    sparse = a.sparse();
    tailSize = a.tailSize();
    tailOffset = a.offset(sparse);
  }

  /** Replaces b, q × width by rows, by L^-1 b. */
  void forward(double[] b, int width) {
    for (int g = 0; g < sparse; g++) {
      int k = a.groupings().get(g).effects();
      double[] d = factor.diagonal[g];
      for (int c = 0; c < a.groupings().get(g).levels(); c++) {
        if ((c & BlockedCholesky.LEVELS_BETWEEN_CHECKS) == 0) {
          cancellation.check();
        }
        int at = (a.offset(g) + c * k) * width;
        for (int i = 0; i < k; i++) {
          int row = at + i * width;
          for (int t = 0; t < i; t++) {
            addMultiple(b, row, -d[c * k * k + i * k + t], b, at + t * width, width);
          }
          double s = 1 / d[c * k * k + i * k + i];
          for (int x = 0; x < width; x++) {
            b[row + x] *= s;
          }
        }
        for (int h = g + 1; h < groups; h++) {
          CrossBlock block = a.cross(g, h);
          int r = block.rowEffects();
          double[] l = factor.below[g][h];
          for (int e = block.start(c); e < block.start(c + 1); e++) {
            int row = (a.offset(h) + block.level(e) * r) * width;
            for (int i = 0; i < r; i++) {
              for (int t = 0; t < k; t++) {
                addMultiple(b, row + i * width, -l[(e * r + i) * k + t], b, at + t * width, width);
              }
            }
          }
        }
      }
    }
    double[][] x = copyTail(b, width);
    factor.tail.forward(x, width);
    returnTail(b, width);
  }

  /** Replaces b, q × width by rows, by L'^-1 b. */
  void backward(double[] b, int width) {
    double[][] x = copyTail(b, width);
    factor.tail.backward(x, width);
    returnTail(b, width);
    for (int g = sparse - 1; g >= 0; g--) {
      int k = a.groupings().get(g).effects();
      double[] d = factor.diagonal[g];
      for (int c = 0; c < a.groupings().get(g).levels(); c++) {
        if ((c & BlockedCholesky.LEVELS_BETWEEN_CHECKS) == 0) {
          cancellation.check();
        }
        int at = (a.offset(g) + c * k) * width;
        for (int h = g + 1; h < groups; h++) {
          CrossBlock block = a.cross(g, h);
          int r = block.rowEffects();
          double[] l = factor.below[g][h];
          for (int e = block.start(c); e < block.start(c + 1); e++) {
            int row = (a.offset(h) + block.level(e) * r) * width;
            for (int i = 0; i < r; i++) {
              for (int t = 0; t < k; t++) {
                addMultiple(b, at + t * width, -l[(e * r + i) * k + t], b, row + i * width, width);
              }
            }
          }
        }
        for (int i = k - 1; i >= 0; i--) {
          int row = at + i * width;
          for (int t = i + 1; t < k; t++) {
            addMultiple(b, row, -d[c * k * k + t * k + i], b, at + t * width, width);
          }
          double s = 1 / d[c * k * k + i * k + i];
          for (int x0 = 0; x0 < width; x0++) {
            b[row + x0] *= s;
          }
        }
      }
    }
  }

  private double[][] copyTail(double[] b, int width) {
    if (transposed.length < width) {
      transposed = new double[width][tailSize];
    }
    for (int i = 0; i < tailSize; i++) {
      for (int c = 0; c < width; c++) {
        transposed[c][i] = b[(tailOffset + i) * width + c];
      }
    }
    return transposed;
  }

  private void returnTail(double[] b, int width) {
    for (int i = 0; i < tailSize; i++) {
      for (int c = 0; c < width; c++) {
        b[(tailOffset + i) * width + c] = transposed[c][i];
      }
    }
  }

  private static void addMultiple(double[] y, int at, double f, double[] x, int from, int width) {
    for (int c = 0; c < width; c++) {
      y[at + c] += f * x[from + c];
    }
  }
}
