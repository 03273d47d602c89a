package dev.henderson.stats.products;

import dev.henderson.stats.model.Cancellation;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of {@link CrossProducts} while rows are added to them or taken out. The blocks
 * between groupings are found first, as only then it is known where they have entries.
 */
final class ProductSums {
  /** Rows between two looks at the wish to end, less one: a mask of the row's number. */
  private static final int ROWS_BETWEEN_CHECKS = (1 << 10) - 1;

  final int width;
  final int[] effects;
  final int[] offset;
  final double[][] diagonal;
  final CrossBlock[][] cross;
  final double[] zx;
  final double[] xx;
  double logWeights;

  /** Zeros, with no blocks between groupings yet. */
  ProductSums(List<Grouping> groupings, int width) {
    this.width = width;
    int count = groupings.size();
    effects = groupings.stream().mapToInt(Grouping::effects).toArray();
    offset = new int[count + 1];
    diagonal = new double[count][];
    for (int g = 0; g < count; g++) {
      int size = groupings.get(g).size();
      offset[g + 1] = Math.addExact(offset[g], size);
      diagonal[g] = new double[Math.multiplyExact(size, effects[g])];
    }
    cross = new CrossBlock[count][count];
    zx = new double[Math.multiplyExact(offset[count], width)];
    xx = new double[width * width];
  }

  /** The same random effects with another border; both arrays are taken over. */
  ProductSums(ProductSums from, int width, double[] zx, double[] xx) {
    this.width = width;
    effects = from.effects;
    offset = from.offset;
    diagonal = from.diagonal;
    cross = from.cross;
    logWeights = from.logWeights;
    this.zx = zx;
    this.xx = xx;
  }

  /** The same numbers in arrays of their own. */
  ProductSums copy() {
    ProductSums out = new ProductSums(this);
    for (int g = 0; g < effects.length; g++) {
      for (int h = g + 1; h < effects.length; h++) {
        out.cross[g][h] = cross[g][h].copy();
      }
    }
    return out;
  }

  private ProductSums(ProductSums from) {
    width = from.width;
    effects = from.effects;
    offset = from.offset;
    diagonal = new double[effects.length][];
    for (int g = 0; g < effects.length; g++) {
      diagonal[g] = from.diagonal[g].clone();
    }
    cross = new CrossBlock[effects.length][effects.length];
    zx = from.zx.clone();
    xx = from.xx.clone();
    logWeights = from.logWeights;
  }

  /** Sets all numbers to zero. */
  void clear() {
    for (int g = 0; g < effects.length; g++) {
      Arrays.fill(diagonal[g], 0);
      for (int h = g + 1; h < effects.length; h++) {
        cross[g][h].clear();
      }
    }
    Arrays.fill(zx, 0);
    Arrays.fill(xx, 0);
    logWeights = 0;
  }

  /** Room for the effects of one row, grouping by grouping. */
  double[][] roomForEffects() {
    double[][] z = new double[effects.length][];
    for (int g = 0; g < z.length; g++) {
      z[g] = new double[effects[g]];
    }
    return z;
  }

  /** Sums over all rows. */
  void addAll(MixedRows rows, Cancellation cancellation) {
    int n = rows.data().rows();
    boolean weighted = rows.data().hasWeights();
    ScaledRow x = rows.fixed();
    double[][] z = roomForEffects();
    for (int i = 0; i < n; i++) {
      checkNowAndThen(i, cancellation);
      double w = rows.data().weight(i);
      logWeights += weighted ? Math.log(w) : 0;
      x.read(i);
      double y = rows.response(i, x);
      addFixed(x, y, w);
      for (int g = 0; g < effects.length; g++) {
        rows.effects(g, i, z[g]);
        addEffects(g, rows.level(g, i), z[g], x, y, w);
      }
    }
    mirror();
    for (int g = 0; g < effects.length - 1; g++) {
      cancellation.check();
      CrossBlockBuilder blocks = new CrossBlockBuilder(rows, g);
      for (int h = g + 1; h < effects.length; h++) {
        cross[g][h] = blocks.with(h);
      }
    }
  }

  static void checkNowAndThen(int row, Cancellation cancellation) {
    if ((row & ROWS_BETWEEN_CHECKS) == 0) {
      cancellation.check();
    }
  }

  /** Adds a row to the lower triangle of [X y]'W[X y]. */
  void addFixed(ScaledRow x, double y, double w) {
    int last = width - 1;
    for (int a = 0; a < x.count(); a++) {
      double v = w * x.value(a);
      int to = x.column(a) * width;
      for (int b = 0; b <= a; b++) {
        xx[to + x.column(b)] += v * x.value(b);
      }
    }
    x.addTo(xx, last * width, w * y);
    xx[last * width + last] += w * y * y;
  }

  /** Adds a row to the products of a grouping's effects with themselves, X and y. */
  void addEffects(int g, int level, double[] z, ScaledRow x, double y, double w) {
    int k = z.length;
    int block = level * k * k;
    int row = (offset[g] + level * k) * width;
    double[] d = diagonal[g];
    int last = width - 1;
    for (int a = 0; a < k; a++) {
      double v = w * z[a];
      for (int b = 0; b < k; b++) {
        d[block + a * k + b] += v * z[b];
      }
      x.addTo(zx, row + a * width, v);
      zx[row + a * width + last] += v * y;
    }
  }

  /** Adds a row to the products of the effects of two groupings. */
  void addCross(int g, int h, int entry, double[] zg, double[] zh, double w) {
    CrossBlock block = cross[g][h];
    int at = entry * block.blockSize();
    for (int a = 0; a < zh.length; a++) {
      double v = w * zh[a];
      for (int b = 0; b < zg.length; b++) {
        block.add(at++, v * zg[b]);
      }
    }
  }

  /** Copies the lower triangle of [X y]'W[X y] to the upper one. */
  void mirror() {
    for (int a = 0; a < width; a++) {
      for (int b = 0; b < a; b++) {
        xx[b * width + a] = xx[a * width + b];
      }
    }
  }

  /** Takes rows out; the entries that become zero stay. */
  void subtract(MixedRows rows, int[] which) {
    ScaledRow x = rows.fixed();
    double[][] z = roomForEffects();
    for (int row : which) {
      double w = rows.data().weight(row);
      logWeights -= rows.data().hasWeights() ? Math.log(w) : 0;
      x.read(row);
      double y = rows.response(row, x);
      addFixed(x, y, -w);
      for (int g = 0; g < z.length; g++) {
        rows.effects(g, row, z[g]);
        addEffects(g, rows.level(g, row), z[g], x, y, -w);
      }
      for (int g = 0; g < z.length; g++) {
        for (int h = g + 1; h < z.length; h++) {
          int entry = cross[g][h].find(rows.level(g, row), rows.level(h, row));
          addCross(g, h, entry, z[g], z[h], -w);
        }
      }
    }
    mirror();
  }
}
