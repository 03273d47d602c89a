package dev.henderson.stats.products;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Products of other columns that are combinations of those at hand: {@code C' A C}, C being block
 * diagonal, one block per grouping (the same for all its levels) and one for the border. The order
 * of elimination is found anew, from where the groupings meet.
 */
final class Congruence {
  private final List<Grouping> groupings;
  private final ProductSums from;
  private final Grouping.Reduction[] changed;

  /** The border's block, (p + 1) × border by rows; null for the identity. */
  private double[] border;

  private int width;

  Congruence(List<Grouping> groupings, ProductSums from) {
    this.groupings = groupings;
    this.from = from;
    changed = new Grouping.Reduction[groupings.size()];
    width = from.width;
  }

  /** What becomes of a grouping; null leaves it out. */
  void replace(int g, Grouping.Reduction change) {
    changed[g] = change;
  }

  /** The border becomes [X y] C, C (p + 1) × columns by rows. */
  void replaceBorder(double[] c, int columns) {
    border = c;
    width = columns;
  }

  /** The products, with these scalings of X and the response. */
  CrossProducts products(int rows, ColumnScaling columns, ResponseScaling response) {
    int[] left =
        java.util.stream.IntStream.range(0, changed.length)
            .filter(g -> changed[g] != null)
            .toArray();
    List<Grouping> all = new ArrayList<>();
    for (int g : left) {
      all.add(changed[g].grouping());
    }
    Elimination elimination = new Elimination(all, (a, b) -> isNestedIn(left[a], left[b]));
    int[] order = Arrays.stream(elimination.order()).map(i -> left[i]).toArray();
    List<Grouping> ordered = new ArrayList<>();
    for (int g : order) {
      ordered.add(changed[g].grouping());
    }
    HeapNeed.requireProducts(ordered, elimination.chain(), width, rows);
    ProductSums to = new ProductSums(ordered, width);
    to.logWeights = from.logWeights;
    for (int i = 0; i < order.length; i++) {
      diagonal(order[i], to.diagonal[i]);
      effectsByBorder(order[i], to.zx, to.offset[i] * width);
      for (int j = i + 1; j < order.length; j++) {
        to.cross[i][j] = cross(order[i], order[j]);
      }
    }
    double[] half = timesBorder(from.xx, 0, from.width);
    double[] turned = transposed(half, from.width, width);
    System.arraycopy(
        transposed(timesBorder(turned, 0, width), width, width), 0, to.xx, 0, width * width);
    return new CrossProducts(rows, ordered, elimination.chain(), columns, response, to);
  }

  /** Whether each level of a meets one level of b only. */
  private boolean isNestedIn(int a, int b) {
    CrossBlock block = from.cross[Math.min(a, b)][Math.max(a, b)];
    int[] met = new int[groupings.get(a).levels()];
    for (int c = 0; c < block.columns(); c++) {
      for (int e = block.start(c); e < block.start(c + 1); e++) {
        met[a < b ? c : block.level(e)]++;
      }
    }
    return Arrays.stream(met).allMatch(m -> m == 1);
  }

  private void diagonal(int g, double[] to) {
    int k = from.effects[g];
    int k2 = changed[g].grouping().effects();
    double[] c = changed[g].columns();
    double[] half = new double[k * k2];
    for (int l = 0; l < groupings.get(g).levels(); l++) {
      Arrays.fill(half, 0);
      addProduct(from.diagonal[g], l * k * k, k, k, c, k2, half, 0);
      addTransposedProduct(c, k, k2, half, k2, to, l * k2 * k2);
    }
  }

  private CrossBlock cross(int column, int row) {
    CrossBlock block =
        column < row
            ? from.cross[column][row]
            : from.cross[row][column].transposed(groupings.get(column).levels());
    int k = changed[column].grouping().effects();
    int r = changed[row].grouping().effects();
    double[] values = new double[Math.multiplyExact(block.entries(), k * r)];
    double[] work = new double[block.rowEffects() * k];
    for (int e = 0; e < block.entries(); e++) {
      block.scale(
          e, changed[row].columns(), r, changed[column].columns(), k, values, e * k * r, work);
    }
    return block.withValues(r, k, values);
  }

  private void effectsByBorder(int g, double[] to, int at) {
    int k = from.effects[g];
    int k2 = changed[g].grouping().effects();
    for (int l = 0; l < groupings.get(g).levels(); l++) {
      double[] half = timesBorder(from.zx, (from.offset[g] + l * k) * from.width, k);
      addTransposedProduct(changed[g].columns(), k, k2, half, width, to, at + l * k2 * width);
    }
  }

  /** Rows of this many columns of the old border times C. */
  private double[] timesBorder(double[] x, int at, int rows) {
    if (border == null) {
      return Arrays.copyOfRange(x, at, at + rows * from.width);
    }
    double[] out = new double[rows * width];
    addProduct(x, at, rows, from.width, border, width, out, 0);
    return out;
  }

  private static double[] transposed(double[] a, int rows, int columns) {
    double[] out = new double[a.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[j * rows + i] = a[i * columns + j];
      }
    }
    return out;
  }

  /** to += A B, A rows × inner, B inner × columns. */
  private static void addProduct(
      double[] a, int aAt, int rows, int inner, double[] b, int columns, double[] to, int at) {
    for (int i = 0; i < rows; i++) {
      for (int s = 0; s < inner; s++) {
        double v = a[aAt + i * inner + s];
        for (int j = 0; v != 0 && j < columns; j++) {
          to[at + i * columns + j] += v * b[s * columns + j];
        }
      }
    }
  }

  /** to += A' B, A inner × rows, B inner × columns. */
  private static void addTransposedProduct(
      double[] a, int inner, int rows, double[] b, int columns, double[] to, int at) {
    for (int s = 0; s < inner; s++) {
      for (int i = 0; i < rows; i++) {
        double v = a[s * rows + i];
        for (int j = 0; v != 0 && j < columns; j++) {
          to[at + i * columns + j] += v * b[s * columns + j];
        }
      }
    }
  }
}
