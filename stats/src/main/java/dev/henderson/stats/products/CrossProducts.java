package dev.henderson.stats.products;

import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.FitException;
import java.util.List;

/**
 * The blocks of {@code [Z X y]' W [Z X y]}, all that a fit needs of the data; immutable but for
 * those of {@link ReweightedProducts}.
 *
 * <p>Groupings stand in the order of elimination. The leading {@link #sparse()} of them form a
 * chain, each nested in the next (one grouping, as a rule the largest, is a chain too): their part
 * of the factor stays as sparse as the data, with no fill. The rest, the tail, makes one Schur
 * complement, dense or sparse. Random effects are numbered grouping by grouping, level by level.
 */
public final class CrossProducts {
  private final int n;
  private final List<Grouping> groupings;
  private final int sparse;
  private final ColumnScaling columns;
  private final ResponseScaling response;
  private final ProductSums sums;

  private final int width;
  private final int[] offset;

  /** For each grouping its k × k diagonal blocks, level by level. */
  private final double[][] diagonal;

  /** {@code cross[g][h]}, h later than g. */
  private final CrossBlock[][] cross;

  /** Z'W[X y], q × (p + 1) by rows. */
  private final double[] zx;

  /** [X y]'W[X y], (p + 1)² by rows. */
  private final double[] xx;

  /**
   * The products of data.
   *
   * @throws FitException if the data cannot carry the model or it would not fit into memory
   */
  public CrossProducts(MixedModelData data) {
    this(MixedRows.of(data), Cancellation.NEVER);
  }

  /**
   * One pass over the rows, which ends with a {@code CancellationException} where it is wished.
   *
   * @throws FitException if the products would not fit into memory
   */
  public CrossProducts(MixedRows rows, Cancellation cancellation) {
    this(
        rows.data().rows(),
        rows.groupings(),
        rows.sparse(),
        rows.columns(),
        rows.response(),
        sums(rows, cancellation));
  }

  private static ProductSums sums(MixedRows rows, Cancellation cancellation) {
    int width = rows.columns().rank() + 1;
    HeapNeed.requireProducts(rows.groupings(), rows.sparse(), width, rows.data().rows());
    ProductSums sums = new ProductSums(rows.groupings(), width);
    sums.addAll(rows, cancellation);
    return sums;
  }

  /** Products whose numbers are known; they are taken over. */
  CrossProducts(
      int n,
      List<Grouping> groupings,
      int sparse,
      ColumnScaling columns,
      ResponseScaling response,
      ProductSums sums) {
    this.n = n;
    this.groupings = List.copyOf(groupings);
    this.sparse = sparse;
    this.columns = columns;
    this.response = response;
    this.sums = sums;
    width = sums.width;
    offset = sums.offset;
    diagonal = sums.diagonal;
    cross = sums.cross;
    zx = sums.zx;
    xx = sums.xx;
  }

  private CrossProducts with(int rows, ResponseScaling scaling, ProductSums other) {
    return new CrossProducts(rows, groupings, sparse, columns, scaling, other);
  }

  /** The same products in arrays of their own. */
  CrossProducts copy() {
    return with(n, response, sums.copy());
  }

  ProductSums sums() {
    return sums;
  }

  /**
   * The same random effects with other columns of the border: {@code [X y] C}.
   *
   * @param c (p + 1) × border by rows; the response is the last column
   */
  public CrossProducts withBorder(double[] c, int border) {
    double[] newZx = new double[randomEffects() * border];
    addProduct(zx, c, newZx, border);
    double[] half = new double[width * border];
    addProduct(xx, c, half, border);
    double[] newXx = new double[border * border];
    for (int i = 0; i < border; i++) {
      for (int j = 0; j < border; j++) {
        for (int s = 0; s < width; s++) {
          newXx[i * border + j] += c[s * border + i] * half[s * border + j];
        }
      }
    }
    return with(n, response, new ProductSums(sums, border, newZx, newXx));
  }

  private void addProduct(double[] x, double[] c, double[] out, int border) {
    for (int i = 0; i < x.length / width; i++) {
      for (int s = 0; s < width; s++) {
        double v = x[i * width + s];
        for (int j = 0; v != 0 && j < border; j++) {
          out[i * border + j] += v * c[s * border + j];
        }
      }
    }
  }

  /**
   * The products with another response, scaled as the present one.
   *
   * @param zy Z'Wy, q values
   * @param xy X'Wy, p values
   * @param yy y'Wy
   */
  public CrossProducts withResponse(double[] zy, double[] xy, double yy) {
    return withResponse(response, zy, xy, yy);
  }

  private CrossProducts withResponse(ResponseScaling scaling, double[] zy, double[] xy, double yy) {
    double[] newZx = zx.clone();
    double[] newXx = xx.clone();
    int p = width - 1;
    for (int i = 0; i < zy.length; i++) {
      newZx[i * width + p] = zy[i];
    }
    for (int j = 0; j < p; j++) {
      newXx[p * width + j] = xy[j];
      newXx[j * width + p] = xy[j];
    }
    newXx[p * width + p] = yy;
    return with(n, scaling, new ProductSums(sums, width, newZx, newXx));
  }

  /**
   * The products with the response of these rows, which is scaled in its own way: one pass.
   *
   * @param rows of the same data with another response
   */
  public CrossProducts withResponse(MixedRows rows) {
    ScaledRow x = rows.fixed();
    double[] zy = new double[randomEffects()];
    double[] xy = new double[rank()];
    double yy = 0;
    double[][] z = sums.roomForEffects();
    for (int i = 0; i < n; i++) {
      x.read(i);
      double y = rows.response(i, x);
      double w = rows.data().weight(i);
      x.addTo(xy, 0, w * y);
      yy += w * y * y;
      for (int g = 0; g < z.length; g++) {
        rows.effects(g, i, z[g]);
        int at = offset[g] + rows.level(g, i) * z[g].length;
        for (int a = 0; a < z[g].length; a++) {
          zy[at + a] += w * z[g][a] * y;
        }
      }
    }
    return withResponse(rows.response(), zy, xy, yy);
  }

  /**
   * The products without some rows; all levels stay, those without rows add nothing to the
   * criterion.
   *
   * @param rows what these products were made of
   * @param which from 0, each once
   */
  public CrossProducts without(MixedRows rows, int[] which) {
    ProductSums rest = sums.copy();
    rest.subtract(rows, which);
    return with(n - which.length, response, rest);
  }

  /**
   * The products of a model with fewer random effects, without a look at the rows.
   *
   * @param keep for each term as written the columns that stay, ascending; none leaves the term out
   */
  public CrossProducts withEffects(List<int[]> keep) {
    Congruence change = new Congruence(groupings, sums);
    for (int g = 0; g < groupings.size(); g++) {
      change.replace(g, groupings.get(g).reduced(keep));
    }
    return change.products(n, columns, response);
  }

  /**
   * Whether no column of X is, to this part of its squared length, a combination of others or zero.
   */
  public boolean hasFullRank(double tolerance) {
    for (int j = 0; j < rank(); j++) {
      if (!(xx[j * width + j] > tolerance * n)) {
        return false;
      }
    }
    return IndependentColumns.of(xx, width, rank(), tolerance, null).length == rank();
  }

  /** The number of rows, n. */
  public int rows() {
    return n;
  }

  /** The groupings, in the order of elimination. */
  public List<Grouping> groupings() {
    return groupings;
  }

  /** How many groupings lead in a chain, each nested in the next. */
  public int sparse() {
    return sparse;
  }

  /** The number of random effects, q. */
  public int randomEffects() {
    return offset[groupings.size()];
  }

  /** The first random effect of a grouping; q for the one past the last. */
  public int offset(int grouping) {
    return offset[grouping];
  }

  /** Random effects in the tail. */
  public int tailSize() {
    return randomEffects() - offset[sparse];
  }

  /** The columns of [X y], p + 1. */
  public int width() {
    return width;
  }

  /** The number of independent fixed effects, p. */
  public int rank() {
    return width - 1;
  }

  /** How the columns of X are scaled. */
  public ColumnScaling columns() {
    return columns;
  }

  /** How the response is scaled. */
  public ResponseScaling response() {
    return response;
  }

  /** The user's coefficients, NaN where dropped, from those of the scaled problem. */
  public double[] coefficients(double[] scaledBeta) {
    return columns.coefficients(response.unscaled(scaledBeta));
  }

  /**
   * The p × rank matrix, by rows, that takes scaled coefficients (in units of the scaled response)
   * to the user's; rows of dropped columns are zero.
   */
  public double[] toOriginal() {
    return columns.toOriginal(response.scale());
  }

  /** The sum of the logarithms of the weights. */
  public double logWeights() {
    return sums.logWeights;
  }

  /** The products of two groupings, the column's earlier than the row's. */
  public CrossBlock cross(int column, int row) {
    return cross[column][row];
  }

  /** Entry of Z'W[X y], q × (p + 1). */
  public double zx(int randomEffect, int column) {
    return zx[randomEffect * width + column];
  }

  /** Entry of [X y]'W[X y], (p + 1) × (p + 1). */
  public double xx(int i, int j) {
    return xx[i * width + j];
  }

  /** A number of the diagonal blocks of a grouping, k × k by rows, level by level. */
  public double diagonal(int grouping, int at) {
    return diagonal[grouping][at];
  }

  /** Numbers of all diagonal blocks of a grouping, l k². */
  public int diagonalSize(int grouping) {
    return diagonal[grouping].length;
  }

  /**
   * Writes {@code C' A_j C} for the diagonal block of a level.
   *
   * @param c k × k by rows
   * @param work holds k²
   */
  public void scaleDiagonal(
      int grouping, int level, double[] c, double[] to, int at, double[] work) {
    int k = sums.effects[grouping];
    SmallMatrices.congruence(c, diagonal[grouping], level * k * k, to, at, k, work);
  }

  /** Writes {@code C' A_j C + I} for all levels, one block after the other. */
  public void scaleDiagonal(int grouping, double[] c, double[] to, double[] work) {
    int k = sums.effects[grouping];
    double[] from = diagonal[grouping];
    for (int at = 0; at < to.length; at += k * k) {
      SmallMatrices.congruence(c, from, at, to, at, k, work);
      for (int i = 0; i < k; i++) {
        to[at + i * k + i] += 1;
      }
    }
  }

  /**
   * Writes {@code C' Z'W[X y]}, C on the diagonal, into the rows of a grouping.
   *
   * @param c k × k by rows
   * @param into q × (p + 1) by rows
   */
  public void scaleBorder(int grouping, double[] c, double[] into) {
    int k = sums.effects[grouping];
    for (int at = offset[grouping]; at < offset[grouping + 1]; at += k) {
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < width; j++) {
          double s = 0;
          for (int t = 0; t < k; t++) {
            s += c[t * k + i] * zx[(at + t) * width + j];
          }
          into[(at + i) * width + j] = s;
        }
      }
    }
  }

  /** Copies some rows of Z'W[X y], those of a level as a rule. */
  public void copyEffects(int randomEffect, int count, double[] into) {
    System.arraycopy(zx, randomEffect * width, into, 0, count * width);
  }

  /** Copies [X y]'W[X y], (p + 1)² by rows. */
  public void copyBorder(double[] into) {
    System.arraycopy(xx, 0, into, 0, xx.length);
  }

  /** Z'WZ v for v q × m by rows, newly allocated. */
  public double[] times(double[] v, int m) {
    double[] out = new double[v.length];
    for (int g = 0; g < groupings.size(); g++) {
      int k = sums.effects[g];
      double[] d = diagonal[g];
      for (int c = 0; c < groupings.get(g).levels(); c++) {
        int at = offset[g] + c * k;
        for (int i = 0; i < k; i++) {
          for (int t = 0; t < k; t++) {
            addMultiple(out, (at + i) * m, d[(c * k + i) * k + t], v, (at + t) * m, m);
          }
        }
      }
      for (int h = g + 1; h < groupings.size(); h++) {
        addTimes(g, h, v, m, out);
      }
    }
    return out;
  }

  private void addTimes(int g, int h, double[] v, int m, double[] out) {
    CrossBlock block = cross[g][h];
    int k = block.columnEffects();
    int r = block.rowEffects();
    for (int c = 0; c < block.columns(); c++) {
      for (int e = block.start(c); e < block.start(c + 1); e++) {
        for (int i = 0; i < r; i++) {
          int row = offset[h] + block.level(e) * r + i;
          for (int t = 0; t < k; t++) {
            int column = offset[g] + c * k + t;
            double b = block.value((e * r + i) * k + t);
            addMultiple(out, row * m, b, v, column * m, m);
            addMultiple(out, column * m, b, v, row * m, m);
          }
        }
      }
    }
  }

  private static void addMultiple(double[] y, int at, double f, double[] x, int from, int m) {
    if (f != 0) {
      for (int c = 0; c < m; c++) {
        y[at + c] += f * x[from + c];
      }
    }
  }
}
