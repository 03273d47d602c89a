package dev.henderson.stats.criterion;

import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.FitException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The blocks of {@code [Z X y]' W [Z X y]}, all that a fit needs of the data; immutable.
 *
 * <p>Groupings stand in the order of elimination. The leading {@link #sparse()} of them form a
 * chain, each nested in the next (one grouping, as a rule the largest, is a chain too): their part
 * of the factor stays as sparse as the data, with no fill. The rest, the tail, makes one Schur
 * complement, dense or sparse. Random effects are numbered grouping by grouping, level by level.
 */
public final class CrossProducts {
  /** Rows, less one, between two looks at the wish to end. */
  private static final int OFTEN = (1 << 10) - 1;

  private final int n;
  private final List<Grouping> groupings;
  private final int sparse;
  private final int[] offset;
  private final FixedBasis basis;
  private final int width;
  private final double logWeights;

  /** For each grouping its k × k diagonal blocks, level by level. */
  private final double[][] diagonal;

  /** {@code cross[g][h]}, h later than g; null where a tail block would be empty. */
  private final CrossBlock[][] cross;

  /** The order of elimination of the tail, found once for all fits to these random effects. */
  private final TailSelection tails;

  /** Z'W[X y], q × (p + 1) by rows. */
  private final double[] zx;

  /** [X y]'W[X y], (p + 1)² by rows. */
  private final double[] xx;

  /**
   * One pass over the rows.
   *
   * @throws FitException if the data cannot carry the model or it would not fit into memory
   */
  public CrossProducts(MixedModelData data) {
    this(data, Cancellation.NEVER);
  }

  /**
   * One pass over the rows, which ends with a {@code CancellationException} where it is wished.
   *
   * @throws FitException if the data cannot carry the model or it would not fit into memory
   */
  public CrossProducts(MixedModelData data, Cancellation cancellation) {
    n = data.rows();
    DataChecks.check(data);
    basis = new FixedBasis(data);
    width = basis.rank() + 1;
    List<Grouping> all = Grouping.amalgamate(data.random());
    List<Grouping> chain = Elimination.leadingChain(all);
    sparse = chain.size();
    groupings = new ArrayList<>(chain);
    all.stream().filter(g -> !chain.contains(g)).forEach(groupings::add);
    int count = groupings.size();
    offset = new int[count + 1];
    for (int g = 0; g < count; g++) {
      offset[g + 1] = Math.addExact(offset[g], groupings.get(g).size());
    }
    MemoryEstimate.require(this, data);
    diagonal = new double[count][];
    for (int g = 0; g < count; g++) {
      int k = groupings.get(g).effects;
      diagonal[g] = new double[groupings.get(g).size() * k];
    }
    zx = new double[offset[count] * width];
    xx = new double[width * width];
    logWeights = accumulateRows(data, cancellation);
    cross = new CrossBlock[count][count];
    for (int g = 0; g < count - 1; g++) {
      cancellation.check();
      accumulateCross(data, g);
    }
    tails = TailSelection.of(this, cancellation);
  }

  private CrossProducts(CrossProducts from, int width, double[] zx, double[] xx) {
    n = from.n;
    groupings = from.groupings;
    sparse = from.sparse;
    offset = from.offset;
    basis = from.basis;
    logWeights = from.logWeights;
    diagonal = from.diagonal;
    cross = from.cross;
    tails = from.tails;
    this.width = width;
    this.zx = zx;
    this.xx = xx;
  }

  /**
   * The same random effects with other columns of [X y].
   *
   * @param border how many columns, the response last
   * @param newZx Z'W[X y]; taken over
   * @param newXx [X y]'W[X y]; taken over
   */
  public CrossProducts withBorder(int border, double[] newZx, double[] newXx) {
    return new CrossProducts(this, border, newZx, newXx);
  }

  private CrossProducts(CrossProducts from, MixedModelData data, int[] rows) {
    n = from.n - rows.length;
    groupings = from.groupings;
    sparse = from.sparse;
    offset = from.offset;
    basis = from.basis;
    width = from.width;
    // The pattern keeps the entries that become zero.
    tails = from.tails;
    zx = from.zx.clone();
    xx = from.xx.clone();
    int count = groupings.size();
    diagonal = new double[count][];
    cross = new CrossBlock[count][count];
    for (int g = 0; g < count; g++) {
      diagonal[g] = from.diagonal[g].clone();
      for (int h = g + 1; h < count; h++) {
        CrossBlock c = from.cross[g][h];
        cross[g][h] =
            c == null
                ? null
                : new CrossBlock(c.rowEffects, c.columnEffects, c.start, c.level, c.values.clone());
      }
    }
    ScaledRow read = basis.rows();
    double[] x = new double[width];
    double[][] z = new double[count][];
    for (int g = 0; g < count; g++) {
      z[g] = new double[groupings.get(g).effects];
    }
    double logs = from.logWeights;
    for (int row : rows) {
      logs -= data.hasWeights() ? Math.log(data.weight(row)) : 0;
      subtract(row, data.weight(row), read, x, z);
    }
    logWeights = logs;
  }

  /** Takes one row out of all products. */
  private void subtract(int row, double w, ScaledRow read, double[] x, double[][] z) {
    read.read(row);
    Arrays.fill(x, 0);
    read.addTo(x, 0, 1);
    x[width - 1] = basis.response(row, read);
    for (int a = 0; a < width; a++) {
      for (int b = 0; b < width; b++) {
        xx[a * width + b] -= w * x[a] * x[b];
      }
    }
    for (int g = 0; g < z.length; g++) {
      groupings.get(g).row(row, z[g]);
    }
    for (int g = 0; g < z.length; g++) {
      int k = z[g].length;
      int level = groupings.get(g).factor.levelOf(row);
      for (int a = 0; a < k; a++) {
        double v = w * z[g][a];
        for (int b = 0; b < k; b++) {
          diagonal[g][level * k * k + a * k + b] -= v * z[g][b];
        }
        for (int c = 0; c < width; c++) {
          zx[(offset[g] + level * k + a) * width + c] -= v * x[c];
        }
      }
      for (int h = g + 1; h < z.length; h++) {
        if (cross[g][h] != null) {
          CrossBlock c = cross[g][h];
          int at = c.find(level, groupings.get(h).factor.levelOf(row)) * c.blockSize();
          for (int a = 0; a < z[h].length; a++) {
            for (int b = 0; b < k; b++) {
              c.values[at + a * k + b] -= w * z[h][a] * z[g][b];
            }
          }
        }
      }
    }
  }

  /**
   * The products without some rows; all levels stay, those without rows add nothing to the
   * criterion.
   *
   * @param data what these products were made of
   * @param rows from 0, each once
   */
  public CrossProducts without(MixedModelData data, int[] rows) {
    return new CrossProducts(this, data, rows);
  }

  /** Everything but the blocks between groupings, in one pass over the rows. */
  private double accumulateRows(MixedModelData data, Cancellation cancellation) {
    ScaledRow x = basis.rows();
    double logs = 0;
    int last = width - 1;
    int count = groupings.size();
    double[][] z = new double[count][];
    for (int g = 0; g < count; g++) {
      z[g] = new double[groupings.get(g).effects];
    }
    for (int i = 0; i < n; i++) {
      if ((i & OFTEN) == 0) {
        cancellation.check();
      }
      double w = data.weight(i);
      logs += data.hasWeights() ? Math.log(w) : 0;
      x.read(i);
      double y = basis.response(i, x);
      for (int a = 0; a < x.count(); a++) {
        double v = w * x.value(a);
        int to = x.column(a) * width;
        for (int b = 0; b <= a; b++) {
          xx[to + x.column(b)] += v * x.value(b);
        }
      }
      x.addTo(xx, last * width, w * y);
      xx[last * width + last] += w * y * y;
      for (int g = 0; g < count; g++) {
        Grouping grouping = groupings.get(g);
        int k = grouping.effects;
        int level = grouping.factor.levelOf(i);
        double[] zg = z[g];
        grouping.row(i, zg);
        int block = level * k * k;
        int row = (offset[g] + level * k) * width;
        for (int a = 0; a < k; a++) {
          double v = w * zg[a];
          for (int b = 0; b < k; b++) {
            diagonal[g][block + a * k + b] += v * zg[b];
          }
          x.addTo(zx, row + a * width, v);
          zx[row + a * width + last] += v * y;
        }
      }
    }
    for (int a = 0; a < width; a++) {
      for (int b = 0; b < a; b++) {
        xx[b * width + a] = xx[a * width + b];
      }
    }
    return logs;
  }

  /** Blocks of grouping g with all later ones: rows taken level by level of g. */
  private void accumulateCross(MixedModelData data, int g) {
    Grouping columnGrouping = groupings.get(g);
    int[] rowsByLevel = rowsByLevel(columnGrouping);
    int[] levelStart = new int[columnGrouping.levels + 1];
    for (int i = 0; i < n; i++) {
      levelStart[columnGrouping.factor.levelOf(i) + 1]++;
    }
    for (int l = 0; l < columnGrouping.levels; l++) {
      levelStart[l + 1] += levelStart[l];
    }
    for (int h = g + 1; h < groupings.size(); h++) {
      cross[g][h] = cross(data, columnGrouping, groupings.get(h), rowsByLevel, levelStart);
    }
  }

  private int[] rowsByLevel(Grouping grouping) {
    int[] next = new int[grouping.levels + 1];
    for (int i = 0; i < n; i++) {
      next[grouping.factor.levelOf(i) + 1]++;
    }
    for (int l = 0; l < grouping.levels; l++) {
      next[l + 1] += next[l];
    }
    int[] sorted = new int[n];
    for (int i = 0; i < n; i++) {
      sorted[next[grouping.factor.levelOf(i)]++] = i;
    }
    return sorted;
  }

  private static CrossBlock cross(
      MixedModelData data, Grouping column, Grouping row, int[] rowsByLevel, int[] levelStart) {
    int[] start = new int[column.levels + 1];
    int[] mark = new int[row.levels];
    Arrays.fill(mark, -1);
    int entries = 0;
    for (int c = 0; c < column.levels; c++) {
      for (int t = levelStart[c]; t < levelStart[c + 1]; t++) {
        int l = row.factor.levelOf(rowsByLevel[t]);
        if (mark[l] != c) {
          mark[l] = c;
          entries++;
        }
      }
      start[c + 1] = entries;
    }
    int size = row.effects * column.effects;
    int[] level = new int[entries];
    double[] values = new double[Math.multiplyExact(entries, size)];
    Arrays.fill(mark, -1);
    double[] zc = new double[column.effects];
    double[] zr = new double[row.effects];
    int at = 0;
    for (int c = 0; c < column.levels; c++) {
      int first = at;
      for (int t = levelStart[c]; t < levelStart[c + 1]; t++) {
        int l = row.factor.levelOf(rowsByLevel[t]);
        if (mark[l] < first) {
          mark[l] = at;
          level[at++] = l;
        }
      }
      Arrays.sort(level, first, at);
      for (int e = first; e < at; e++) {
        mark[level[e]] = e;
      }
      for (int t = levelStart[c]; t < levelStart[c + 1]; t++) {
        int i = rowsByLevel[t];
        int block = mark[row.factor.levelOf(i)] * size;
        double w = data.weight(i);
        column.row(i, zc);
        row.row(i, zr);
        for (int a = 0; a < row.effects; a++) {
          double v = w * zr[a];
          for (int b = 0; b < column.effects; b++) {
            values[block + a * column.effects + b] += v * zc[b];
          }
        }
      }
    }
    return new CrossBlock(row.effects, column.effects, start, level, values);
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

  /** Random effects in the dense tail. */
  int tailSize() {
    return randomEffects() - offset[sparse];
  }

  /**
   * A new tail for a factor.
   *
   * @throws FitException if it would not fit into memory
   */
  Tail newTail(Cancellation cancellation) {
    return tails.tail(this, cancellation);
  }

  /** The columns of [X y], p + 1. */
  public int width() {
    return width;
  }

  /** The number of independent fixed effects, p. */
  public int rank() {
    return width - 1;
  }

  /** The scaled columns of X and the scaled response. */
  public FixedBasis basis() {
    return basis;
  }

  /** The sum of the logarithms of the weights. */
  double logWeights() {
    return logWeights;
  }

  double[] diagonal(int grouping) {
    return diagonal[grouping];
  }

  CrossBlock cross(int column, int row) {
    return cross[column][row];
  }

  /** Z'W[X y], q × (p + 1) by rows; the array itself, not to be changed. */
  public double[] zx() {
    return zx;
  }

  /** [X y]'W[X y], (p + 1)² by rows; the array itself, not to be changed. */
  public double[] xx() {
    return xx;
  }
}
