package dev.henderson.stats.factor;

import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.products.CrossBlock;
import dev.henderson.stats.products.CrossProducts;

/**
 * The Cholesky factor L of {@code M = Lambda' Z'WZ Lambda + I}, q × q, by blocks.
 *
 * <p>The leading chain of groupings is kept as small diagonal blocks and sparse blocks below them;
 * the tail as one dense or sparse triangle. Only {@link #update} looks at lambda; the cross
 * products never change. Owns its workspace; nothing is allocated after construction.
 */
public final class BlockedCholesky {
  /** Levels between two looks at the wish to end, less one: a mask of the level's number. */
  static final int LEVELS_BETWEEN_CHECKS = 63;

  private final CrossProducts a;
  private final BlockLambda lambda;
  private final int groups;
  private final int sparse;

  /** Lower factors of the diagonal blocks of the chain. */
  final double[][] diagonal;

  /** Blocks of L below them, laid out as the cross products. */
  final double[][][] below;

  /**
   * {@code target[g][h][h2]}: for each entry of {@code cross(g, h2)} the entry of {@code cross(h,
   * h2)} in the column of its ancestor in h.
   */
  final int[][][][] target;

  /** The factor of the tail. */
  final Tail tail;

  private final int tailSize;
  private final int tailOffset;
  private final int[] rowIndex;
  private final double[][] panel;
  private final double[] work;
  private final double[] out;
  private final BlockedSolves solves;

  private final Cancellation cancellation;

  /** The factor of some products at a Lambda; with a tail of its own from the plan. */
  public BlockedCholesky(
      CrossProducts a, BlockLambda lambda, FactorPlan plan, Cancellation cancellation) {
    this.a = a;
    this.cancellation = cancellation;
    this.lambda = lambda;
    this.tail = plan.newTail(a, cancellation);
    groups = a.groupings().size();
    sparse = a.sparse();
    tailSize = a.tailSize();
    tailOffset = a.offset(sparse);
    diagonal = new double[sparse][];
    below = new double[sparse][groups][];
    int k = 1;
    for (int g = 0; g < sparse; g++) {
      diagonal[g] = new double[a.diagonalSize(g)];
      for (int h = g + 1; h < groups; h++) {
        below[g][h] = new double[a.cross(g, h).size()];
      }
    }
    for (int g = 0; g < groups; g++) {
      k = Math.max(k, a.groupings().get(g).effects());
    }
    target = plan.targets();
    rowIndex = new int[tailSize];
    panel = new double[k][tailSize];
    work = new double[2 * k * k];
    out = new double[k * k];
    solves = new BlockedSolves(a, this, cancellation);
  }

  /** The level of grouping h of the chain that level c of the finer grouping g lies in. */
  public int parent(int g, int h, int c) {
    CrossBlock block = a.cross(g, h);
    return block.level(block.start(c));
  }

  /**
   * Factors M at the present lambda.
   *
   * @return false if M is not positive definite to working precision
   */
  public boolean update() {
    scale();
    for (int g = 0; g < sparse; g++) {
      int k = a.groupings().get(g).effects();
      int levels = a.groupings().get(g).levels();
      for (int c = 0; c < levels; c++) {
        if ((c & LEVELS_BETWEEN_CHECKS) == 0) {
          cancellation.check();
        }
        if (!SmallMatrices.cholesky(diagonal[g], c * k * k, k)) {
          return false;
        }
        for (int h = g + 1; h < groups; h++) {
          solveBelow(g, h, c, k);
        }
        for (int h = g + 1; h < sparse; h++) {
          updateAncestor(g, h, c, k);
        }
        updateTail(g, c, k);
      }
    }
    return tail.factor();
  }

  /** Lambda' Z'WZ Lambda + I, block by block. */
  private void scale() {
    for (int g = 0; g < sparse; g++) {
      double[] l = lambda.template(g).lambda();
      a.scaleDiagonal(g, l, diagonal[g], work);
      for (int h = g + 1; h < groups; h++) {
        a.cross(g, h).scale(lambda.template(h).lambda(), l, below[g][h], work);
      }
    }
    tail.clear();
    for (int g = sparse; g < groups; g++) {
      int k = a.groupings().get(g).effects();
      int base = a.offset(g) - tailOffset;
      double[] l = lambda.template(g).lambda();
      for (int c = 0; c < a.groupings().get(g).levels(); c++) {
        a.scaleDiagonal(g, c, l, work, k * k, work);
        for (int i = 0; i < k; i++) {
          for (int j = i; j < k; j++) {
            double v = work[k * k + i * k + j] + (i == j ? 1 : 0);
            tail.set(base + c * k + i, base + c * k + j, v);
          }
        }
      }
      for (int h = g + 1; h < groups; h++) {
        scaleTail(g, h);
      }
    }
  }

  private void scaleTail(int g, int h) {
    CrossBlock block = a.cross(g, h);
    int r = block.rowEffects();
    int k = block.columnEffects();
    double[] rowLambda = lambda.template(h).lambda();
    double[] columnLambda = lambda.template(g).lambda();
    int rowBase = a.offset(g) - tailOffset;
    int columnBase = a.offset(h) - tailOffset;
    for (int c = 0; c < block.columns(); c++) {
      for (int e = block.start(c); e < block.start(c + 1); e++) {
        block.scale(e, rowLambda, r, columnLambda, k, out, 0, work);
        int column = columnBase + block.level(e) * r;
        for (int i = 0; i < k; i++) {
          for (int j = 0; j < r; j++) {
            tail.set(rowBase + c * k + i, column + j, out[j * k + i]);
          }
        }
      }
    }
  }

  /** Blocks below diagonal block c become B L_cc^-T. */
  private void solveBelow(int g, int h, int c, int k) {
    CrossBlock block = a.cross(g, h);
    double[] b = below[g][h];
    double[] l = diagonal[g];
    int at = c * k * k;
    int from = block.start(c) * block.blockSize();
    int to = block.start(c + 1) * block.blockSize();
    if (k == 1) {
      double s = 1 / l[at];
      for (int e = from; e < to; e++) {
        b[e] *= s;
      }
      return;
    }
    for (int row = from; row < to; row += k) {
      for (int i = 0; i < k; i++) {
        double s = b[row + i];
        for (int t = 0; t < i; t++) {
          s -= b[row + t] * l[at + i * k + t];
        }
        b[row + i] = s / l[at + i * k + i];
      }
    }
  }

  /** Takes column c's part out of its ancestor's column in grouping h of the chain. */
  private void updateAncestor(int g, int h, int c, int k) {
    CrossBlock up = a.cross(g, h);
    int parent = up.level(up.start(c));
    int kh = up.rowEffects();
    double[] b = below[g][h];
    int at = up.start(c) * kh * k;
    subtractProduct(b, at, kh, b, at, kh, k, diagonal[h], parent * kh * kh);
    for (int h2 = h + 1; h2 < groups; h2++) {
      CrossBlock block = a.cross(g, h2);
      int r = block.rowEffects();
      int[] map = target[g][h][h2];
      for (int e = block.start(c); e < block.start(c + 1); e++) {
        subtractProduct(below[g][h2], e * r * k, r, b, at, kh, k, below[h][h2], map[e] * r * kh);
      }
    }
  }

  /** C (r × s) −= A (r × k) B' (k × s). */
  private static void subtractProduct(
      double[] x, int xAt, int r, double[] y, int yAt, int s, int k, double[] c, int cAt) {
    for (int i = 0; i < r; i++) {
      for (int j = 0; j < s; j++) {
        double sum = 0;
        for (int t = 0; t < k; t++) {
          sum += x[xAt + i * k + t] * y[yAt + j * k + t];
        }
        c[cAt + i * s + j] -= sum;
      }
    }
  }

  /** Lists the tail rows of column c of grouping g and their entries, effect by effect. */
  int gatherTail(int g, int c, int k, int[] index, double[][] entries) {
    int m = 0;
    for (int h = sparse; h < groups; h++) {
      CrossBlock block = a.cross(g, h);
      int r = block.rowEffects();
      int base = a.offset(h) - tailOffset;
      double[] b = below[g][h];
      for (int e = block.start(c); e < block.start(c + 1); e++) {
        int row = base + block.level(e) * r;
        for (int i = 0; i < r; i++) {
          index[m] = row + i;
          int from = (e * r + i) * k;
          for (int t = 0; t < k; t++) {
            entries[t][m] = b[from + t];
          }
          m++;
        }
      }
    }
    return m;
  }

  private void updateTail(int g, int c, int k) {
    if (tailSize > 0) {
      int m = gatherTail(g, c, k, rowIndex, panel);
      tail.subtract(g, c, rowIndex, m, panel, k);
    }
  }

  /** Replaces {@code into}, q × (p + 1) by rows, by {@code L^-1 Lambda' Z'W[X y]}. */
  public void border(double[] into) {
    for (int g = 0; g < groups; g++) {
      a.scaleBorder(g, lambda.template(g).lambda(), into);
    }
    forward(into, a.width());
  }

  /** The logarithm of the determinant of M. */
  public double logDeterminant() {
    double product = 1;
    double s = 0;
    for (int g = 0; g < sparse; g++) {
      int k = a.groupings().get(g).effects();
      double[] d = diagonal[g];
      for (int at = 0; at < d.length; at += k * k) {
        for (int i = 0; i < k; i++) {
          product *= d[at + i * k + i];
          // One logarithm for many pivots, taken before the product can overflow.
          if (product > 1e200) {
            s += Math.log(product);
            product = 1;
          }
        }
      }
    }
    return 2 * (s + Math.log(product) + tail.logPivots());
  }

  /** Replaces b, q × width by rows, by L^-1 b. */
  public void forward(double[] b, int width) {
    solves.forward(b, width);
  }

  /** Replaces b, q × width by rows, by L'^-1 b. */
  public void backward(double[] b, int width) {
    solves.backward(b, width);
  }
}
