package dev.henderson.stats.factor;

import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.products.CrossBlock;
import dev.henderson.stats.products.CrossProducts;
import java.util.Arrays;

/**
 * The diagonal blocks of {@code M^-1}, one k × k block per level, from a blocked factor.
 *
 * <p>The tail is inverted; then each level of the chain, coarsest grouping first, needs the inverse
 * only at the rows it meets: {@code [M^-1]_cc = (L_cc L_cc')^-1 + W' P W} with {@code W = L_rc
 * L_cc^-1} and {@code P} the inverse at those rows. No column of the inverse is ever formed.
 */
public final class SelectedInverse {
  /** Levels and rows of the tail from which sharing among processors pays. */
  private static final int LARGE = 400;

  /** More parts than processors, as their work differs. */
  private static final int PARTS = 16;

  /** Levels between two looks at the wish to end, less one: each may take a millisecond. */
  private static final int LEVELS_BETWEEN_CHECKS = 7;

  private final CrossProducts a;
  private final BlockedCholesky factor;
  private final int groups;
  private final int sparse;
  private final int tailOffset;
  private final int tailSize;

  /** Diagonal blocks, grouping by grouping. */
  private final double[][] blocks;

  /** Sums of the diagonal blocks over the levels, k × k. */
  private final double[][] sums;

  /** Inverse at the pattern of L of coarser chain groupings, for finer ones to look at. */
  private final double[][][] pattern;

  private final int[] index;
  private final double[][] w;
  private final double[][] y;
  private final double[] inverse;

  /** Parts in which levels with one effect each are shared among processors. */
  private final int scalarParts;

  private final int[][] partIndex;
  private final double[][][] partColumn;

  private final Cancellation cancellation;

  /** Room for the inverse of a factor. */
  public SelectedInverse(CrossProducts a, BlockedCholesky factor, Cancellation cancellation) {
    this.a = a;
    this.cancellation = cancellation;
    this.factor = factor;
    groups = a.groupings().size();
    sparse = a.sparse();
    tailOffset = a.offset(sparse);
    tailSize = a.tailSize();
    blocks = new double[groups][];
    sums = new double[groups][];
    int k = 1;
    for (int g = 0; g < groups; g++) {
      blocks[g] = new double[a.diagonalSize(g)];
      int effects = a.groupings().get(g).effects();
      sums[g] = new double[effects * effects];
      k = Math.max(k, effects);
    }
    pattern = new double[sparse][groups][];
    for (int g = 1; g < sparse; g++) {
      for (int h = g + 1; h < groups; h++) {
        pattern[g][h] = new double[a.cross(g, h).size()];
      }
    }
    index = new int[tailSize];
    w = new double[k][tailSize];
    y = new double[k][tailSize];
    inverse = new double[k * k];
    boolean large = tailSize >= LARGE && blocks[0].length >= LARGE;
    scalarParts = large ? PARTS : 1;
    partIndex = large ? new int[PARTS][tailSize] : new int[][] {index};
    partColumn = large ? new double[PARTS][1][tailSize] : new double[][][] {w};
  }

  /** Computes everything from the present factor. */
  public void update() {
    factor.tail.invert();
    for (int g = sparse; g < groups; g++) {
      copyTailBlocks(g);
    }
    for (int g = sparse - 1; g >= 0; g--) {
      Arrays.fill(sums[g], 0);
      int k = a.groupings().get(g).effects();
      if (k == 1 && sparse == 1 && tailSize > 0) {
        scalarLevels();
        continue;
      }
      for (int c = 0; c < a.groupings().get(g).levels(); c++) {
        if ((c & LEVELS_BETWEEN_CHECKS) == 0) {
          cancellation.check();
        }
        level(g, c, k);
      }
    }
  }

  private void copyTailBlocks(int g) {
    int k = a.groupings().get(g).effects();
    int base = a.offset(g) - tailOffset;
    Arrays.fill(sums[g], 0);
    for (int c = 0; c < a.groupings().get(g).levels(); c++) {
      int at = base + c * k;
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          double v = factor.tail.inverse(at + i, at + j);
          blocks[g][(c * k + i) * k + j] = v;
          sums[g][i * k + j] += v;
        }
      }
    }
  }

  /** The only chain grouping when it has one effect: the commonest case, made fast. */
  private void scalarLevels() {
    int levels = blocks[0].length;
    cancellation.run(
        scalarParts,
        scalarParts > 1,
        part -> {
          int to = (int) ((part + 1L) * levels / scalarParts);
          for (int c = (int) ((long) part * levels / scalarParts); c < to; c++) {
            if ((c & LEVELS_BETWEEN_CHECKS) == 0) {
              cancellation.check();
            }
            int m = factor.gatherTail(0, c, 1, partIndex[part], partColumn[part]);
            double s = 1 / factor.diagonal[0][c];
            double q = factor.tail.quadratic(0, c, partIndex[part], m, partColumn[part][0]);
            blocks[0][c] = s * s * (1 + q);
          }
        });
    for (double v : blocks[0]) {
      sums[0][0] += v;
    }
  }

  private void level(int g, int c, int k) {
    SmallMatrices.invertLower(factor.diagonal[g], c * k * k, k, inverse, 0);
    int m = 0;
    if (tailSize > 0) {
      m = factor.gatherTail(g, c, k, index, w);
      timesInverse(m, k);
      for (int t = 0; t < k; t++) {
        factor.tail.multiply(g, c, index, m, w[t], y[t]);
      }
    }
    double[] block = blocks[g];
    int at = c * k * k;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double s = 0;
        for (int t = Math.max(i, j); t < k; t++) {
          s += inverse[t * k + i] * inverse[t * k + j];
        }
        block[at + i * k + j] = s;
      }
    }
    if (sparse > g + 1) {
      addAncestors(g, c, k, m);
    }
    // Not symmetric by itself: what tail and ancestors exchange is half here, half there.
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double s = 0;
        for (int r = 0; r < m; r++) {
          s += w[i][r] * y[j][r];
        }
        block[at + i * k + j] += s;
      }
    }
    for (int i = 0; i < k * k; i++) {
      sums[g][i] += block[at + i];
    }
    if (g > 0) {
      keepPattern(g, c, k, m);
    }
  }

  /** w becomes L_rc L_cc^-1. */
  private void timesInverse(int m, int k) {
    for (int j = 0; j < k; j++) {
      double[] wj = w[j];
      double d = inverse[j * k + j];
      for (int r = 0; r < m; r++) {
        wj[r] *= d;
      }
      for (int t = j + 1; t < k; t++) {
        double f = inverse[t * k + j];
        double[] wt = w[t];
        for (int r = 0; r < m; r++) {
          wj[r] += f * wt[r];
        }
      }
    }
  }

  /**
   * The part of coarser groupings of the chain: adds their columns of P w to {@code y}, and their
   * rows of {@code W' P W} to the diagonal block. Ancestors are one level per grouping.
   */
  private void addAncestors(int g, int c, int k, int m) {
    int count = sparse - g - 1;
    double[][] wa = new double[count][];
    for (int h = g + 1; h < sparse; h++) {
      wa[h - g - 1] = ancestorColumns(g, h, c, k);
    }
    double[] block = blocks[g];
    for (int h = g + 1; h < sparse; h++) {
      int kh = a.groupings().get(h).effects();
      int parent = factor.parent(g, h, c);
      double[] ya = new double[kh * k];
      double[] wh = wa[h - g - 1];
      addProduct(blocks[h], parent * kh * kh, kh, kh, false, wh, k, ya);
      for (int h2 = g + 1; h2 < sparse; h2++) {
        if (h2 == h) {
          continue;
        }
        int fine = Math.min(h, h2);
        int coarse = Math.max(h, h2);
        int k2 = a.groupings().get(h2).effects();
        int entry = a.cross(fine, coarse).start(factor.parent(g, fine, c));
        int size = kh * k2;
        // Stored as coarse × fine; transposed when this row is the fine one.
        addProduct(pattern[fine][coarse], entry * size, kh, k2, h == fine, wa[h2 - g - 1], k, ya);
      }
      exchangeWithTail(g, h, c, k, kh, wh, ya);
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          double s = 0;
          for (int r = 0; r < kh; r++) {
            s += wh[r * k + i] * ya[r * k + j];
          }
          block[c * k * k + i * k + j] += s;
        }
      }
      if (g > 0) {
        int entry = a.cross(g, h).start(c);
        for (int r = 0; r < kh * k; r++) {
          pattern[g][h][entry * kh * k + r] = -ya[r];
        }
      }
    }
  }

  private double[] ancestorColumns(int g, int h, int c, int k) {
    int kh = a.groupings().get(h).effects();
    double[] l = factor.below[g][h];
    int at = a.cross(g, h).start(c) * kh * k;
    double[] wh = new double[kh * k];
    for (int r = 0; r < kh; r++) {
      for (int j = 0; j < k; j++) {
        for (int t = j; t < k; t++) {
          wh[r * k + j] += l[at + r * k + t] * inverse[t * k + j];
        }
      }
    }
    return wh;
  }

  /** out (rows × k) += B x, B rows × columns at {@code at}, or stored transposed. */
  private static void addProduct(
      double[] b,
      int at,
      int rows,
      int columns,
      boolean transposed,
      double[] x,
      int k,
      double[] out) {
    for (int r = 0; r < rows; r++) {
      for (int s = 0; s < columns; s++) {
        double v = transposed ? b[at + s * rows + r] : b[at + r * columns + s];
        for (int j = 0; j < k; j++) {
          out[r * k + j] += v * x[s * k + j];
        }
      }
    }
  }

  private void exchangeWithTail(int g, int h, int c, int k, int kh, double[] wh, double[] ya) {
    int r = 0;
    for (int h2 = sparse; h2 < groups; h2++) {
      CrossBlock block = a.cross(g, h2);
      int[] map = factor.target[g][h][h2];
      double[] p = pattern[h][h2];
      for (int e = block.start(c); e < block.start(c + 1); e++) {
        for (int i = 0; i < block.rowEffects(); i++) {
          int at = (map[e] * block.rowEffects() + i) * kh;
          for (int s = 0; s < kh; s++) {
            double v = p[at + s];
            for (int j = 0; j < k; j++) {
              ya[s * k + j] += v * w[j][r];
              y[j][r] += v * wh[s * k + j];
            }
          }
          r++;
        }
      }
    }
  }

  private void keepPattern(int g, int c, int k, int m) {
    int r = 0;
    for (int h = sparse; h < groups; h++) {
      CrossBlock block = a.cross(g, h);
      double[] p = pattern[g][h];
      for (int e = block.start(c); e < block.start(c + 1); e++) {
        for (int i = 0; i < block.rowEffects(); i++) {
          for (int j = 0; j < k; j++) {
            p[(e * block.rowEffects() + i) * k + j] = -y[j][r];
          }
          r++;
        }
      }
    }
    if (r != m) {
      throw new IllegalStateException("tail rows " + r + " and " + m + " differ");
    }
  }

  /** A number of the diagonal blocks of the inverse, k × k by rows, level by level. */
  public double get(int grouping, int at) {
    return blocks[grouping][at];
  }

  /** A number of T, the sum of the diagonal blocks, k × k by rows. */
  public double sum(int grouping, int at) {
    return sums[grouping][at];
  }
}
