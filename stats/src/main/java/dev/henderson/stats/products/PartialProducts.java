package dev.henderson.stats.products;

import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.model.FitException;
import java.util.ArrayList;
import java.util.List;

/**
 * The moments {@code [Z X y]'W[Z X y]} of some of the rows, not scaled yet. Those of disjoint sets
 * of rows are added up, in any order and any parts: the sums are compensated, so that no printed
 * digit depends on either. How columns are scaled is found at the end, when all are known, and the
 * products of scaled columns are made by congruence, without a second look at a row. Memory grows
 * with the levels and the pairs of levels that meet, not with the rows. For one thread at a time.
 */
public final class PartialProducts {
  private final RowLayout layout;
  private final int p;
  private final int width;
  private final int groups;
  private int n;
  private final CompensatedSums logWeights = new CompensatedSums(1);
  private double largestResponse;

  private final ColumnSums fixed;
  private final ColumnSums[] effects;

  private final CompensatedSums xx;
  private final CompensatedSums[] zx;
  private final CompensatedSums[] diagonal;

  /** Where two groupings meet, and the blocks there; the second grouping is later. */
  private final PairIndex[][] pairs;

  private final CompensatedSums[][] cross;

  /** The shifted values of the row at hand. */
  private final double[] row;

  private final double[][] z;

  /** Nothing yet, of rows like these. */
  public PartialProducts(RowLayout layout) {
    this.layout = layout;
    p = layout.fixed().size();
    width = p + 1;
    groups = layout.groups().size();
    fixed = new ColumnSums(p);
    effects = new ColumnSums[groups];
    xx = new CompensatedSums(width * width);
    zx = new CompensatedSums[groups];
    diagonal = new CompensatedSums[groups];
    pairs = new PairIndex[groups][groups];
    cross = new CompensatedSums[groups][groups];
    row = new double[width];
    z = new double[groups][];
    for (int g = 0; g < groups; g++) {
      int k = layout.groups().get(g).effects().size();
      int size = Math.multiplyExact(layout.groups().get(g).labels().size(), k);
      effects[g] = new ColumnSums(k);
      zx[g] = new CompensatedSums(Math.multiplyExact(size, width));
      diagonal[g] = new CompensatedSums(Math.multiplyExact(size, k));
      z[g] = new double[k];
      for (int h = g + 1; h < groups; h++) {
        pairs[g][h] = new PairIndex();
        cross[g][h] = new CompensatedSums(0);
      }
    }
  }

  /**
   * Adds one row.
   *
   * @param x its row of X, p values as written
   * @param y its response less its offset
   * @param weight positive
   * @param effects grouping by grouping, in the order in which they come first, its k effects as
   *     written
   * @param level grouping by grouping its level in the layout's table
   * @throws FitException if a number is not finite or the weight not positive
   */
  public void add(double[] x, double y, double weight, double[][] effects, int[] level) {
    check(x, y, weight, effects);
    n++;
    logWeights.add(0, Math.log(weight));
    largestResponse = Math.max(largestResponse, Math.abs(y));
    fixed.next();
    double first = p > 0 ? x[0] : 0;
    for (int j = 0; j < p; j++) {
      row[j] = x[j] - layout.shift(j) * first;
      fixed.add(j, x[j], row[j], first);
    }
    row[p] = y - layout.shiftOfResponse() * first;
    for (int a = 0; a < width; a++) {
      double v = weight * row[a];
      for (int b = 0; b <= a && v != 0; b++) {
        xx.add(a * width + b, v * row[b]);
      }
    }
    for (int g = 0; g < groups; g++) {
      addEffects(g, effects[g], level[g], weight);
    }
    for (int g = 0; g < groups; g++) {
      for (int h = g + 1; h < groups; h++) {
        addCross(g, h, level[g], level[h], weight);
      }
    }
  }

  private void check(double[] x, double y, double weight, double[][] own) {
    boolean finite = Double.isFinite(y) && Double.isFinite(weight);
    for (double v : x) {
      finite &= Double.isFinite(v);
    }
    for (double[] values : own) {
      for (double v : values) {
        finite &= Double.isFinite(v);
      }
    }
    if (!finite || !(weight > 0)) {
      throw new FitException(
          "Row "
              + (n + 1)
              + " of a part has an infinite or missing value, or a weight that is not positive;"
              + " leave such rows out.");
    }
  }

  private void addEffects(int g, double[] written, int level, double weight) {
    int k = written.length;
    effects[g].next();
    for (int a = 0; a < k; a++) {
      int anchor = layout.anchor(g, a);
      double beside = anchor < 0 ? 0 : written[anchor];
      z[g][a] = written[a] - layout.effectShift(g, a) * beside;
      effects[g].add(a, written[a], z[g][a], beside);
    }
    for (int a = 0; a < k; a++) {
      double v = weight * z[g][a];
      for (int b = 0; b < k; b++) {
        diagonal[g].add((level * k + a) * k + b, v * z[g][b]);
      }
      for (int b = 0; b < width; b++) {
        zx[g].add((level * k + a) * width + b, v * row[b]);
      }
    }
  }

  private void addCross(int g, int h, int levelG, int levelH, double weight) {
    int size = z[g].length * z[h].length;
    int at = block(g, h, levelG, levelH) * size;
    for (double zh : z[h]) {
      double v = weight * zh;
      for (double zg : z[g]) {
        cross[g][h].add(at++, v * zg);
      }
    }
  }

  private int block(int g, int h, int levelG, int levelH) {
    int number = pairs[g][h].of(levelG, levelH);
    int size = z[g].length * z[h].length;
    if (Math.multiplyExact(number, size) >= cross[g][h].size()) {
      cross[g][h].grow(size);
    }
    return number;
  }

  /**
   * Adds the rows {@code [from, to)} of a table that is in memory.
   *
   * @param data with the layout's columns and levels
   */
  public void addRows(MixedModelData data, int from, int to) {
    MatrixRows x = data.fixed().read();
    List<MatrixRows> terms = new ArrayList<>();
    data.random().forEach(t -> terms.add(t.effects().read()));
    double[] own = new double[p];
    double[][] values = new double[groups][];
    int[] level = new int[groups];
    for (int g = 0; g < groups; g++) {
      values[g] = new double[z[g].length];
    }
    for (int i = from; i < to; i++) {
      x.copyRow(i, own, 0);
      for (int g = 0; g < groups; g++) {
        for (Grouping.Member m : layout.groups().get(g).members()) {
          terms.get(m.term()).copyRow(i, values[g], m.start());
          level[g] = data.random().get(m.term()).group().levelOf(i);
        }
      }
      add(own, data.response(i) - data.offset(i), data.weight(i), values, level);
    }
  }

  /**
   * Adds the sums of other rows.
   *
   * @param other of the same layout
   */
  public void add(PartialProducts other) {
    if (other.layout != layout) {
      throw new IllegalArgumentException("parts of different layouts do not add up");
    }
    n = Math.addExact(n, other.n);
    logWeights.addAll(other.logWeights);
    largestResponse = Math.max(largestResponse, other.largestResponse);
    fixed.addAll(other.fixed);
    xx.addAll(other.xx);
    for (int g = 0; g < groups; g++) {
      effects[g].addAll(other.effects[g]);
      zx[g].addAll(other.zx[g]);
      diagonal[g].addAll(other.diagonal[g]);
      for (int h = g + 1; h < groups; h++) {
        int size = z[g].length * z[h].length;
        PairIndex from = other.pairs[g][h];
        for (int e = 0; e < from.size(); e++) {
          int to = block(g, h, from.first(e), from.second(e));
          for (int i = 0; i < size; i++) {
            cross[g][h].add(to * size + i, other.cross[g][h], e * size + i);
          }
        }
      }
    }
  }

  /** How many rows were added. */
  public int rows() {
    return n;
  }

  /**
   * The products of all rows that were added, of scaled columns.
   *
   * @throws FitException if they cannot carry the model or the products do not fit into memory
   */
  public CrossProducts scaled() {
    DataChecks.requireRows(n);
    List<Grouping> groupings = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      RowLayout.Group group = layout.groups().get(g);
      for (Grouping.Member m : group.members()) {
        List<String> names = group.effects().subList(m.start(), m.start() + m.size());
        DataChecks.check(group.name(), group.labels().size(), names, m.correlated(), n);
      }
      groupings.add(
          Grouping.of(
              group.name(),
              group.labels(),
              group.members(),
              group.effects(),
              new ShiftedMoments(layout, g, effects[g])));
    }
    FixedMoments border = new FixedMoments(layout, n, fixed, xx.toArray(), largestResponse);
    Congruence change = new Congruence(groupings, sums(groupings));
    for (int g = 0; g < groups; g++) {
      change.replace(g, ShiftedMoments.scaling(layout, g, groupings.get(g)));
    }
    change.replaceBorder(border.combination(), border.columns().rank() + 1);
    return change.products(n, border.columns(), border.response());
  }

  private ProductSums sums(List<Grouping> groupings) {
    ProductSums out = new ProductSums(groupings, width);
    out.logWeights = logWeights.get(0);
    System.arraycopy(xx.toArray(), 0, out.xx, 0, out.xx.length);
    out.mirror();
    for (int g = 0; g < groups; g++) {
      System.arraycopy(zx[g].toArray(), 0, out.zx, out.offset[g] * width, zx[g].size());
      System.arraycopy(diagonal[g].toArray(), 0, out.diagonal[g], 0, diagonal[g].size());
      for (int h = g + 1; h < groups; h++) {
        out.cross[g][h] = block(g, h, groupings.get(g).levels());
      }
    }
    return out;
  }

  private CrossBlock block(int g, int h, int columns) {
    PairIndex index = pairs[g][h];
    int size = z[g].length * z[h].length;
    int[] order = index.sorted();
    int[] start = new int[columns + 1];
    int[] level = new int[order.length];
    double[] values = new double[Math.multiplyExact(order.length, size)];
    for (int e = 0; e < order.length; e++) {
      start[index.first(order[e]) + 1]++;
      level[e] = index.second(order[e]);
      for (int i = 0; i < size; i++) {
        values[e * size + i] = cross[g][h].get(order[e] * size + i);
      }
    }
    for (int c = 0; c < columns; c++) {
      start[c + 1] += start[c];
    }
    return new CrossBlock(z[h].length, z[g].length, start, level, values);
  }
}
