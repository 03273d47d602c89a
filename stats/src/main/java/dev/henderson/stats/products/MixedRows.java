package dev.henderson.stats.products;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.FitException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a mixed model's data as its fit sees them: X and the response scaled, the random
 * effects grouped, in the order of elimination, and scaled. Holds copies of the columns of random
 * effects that are not constant, so it should not outlive the passes it is made for; what outlives
 * them are the {@link CrossProducts}. Immutable, and several threads may read at once.
 */
public final class MixedRows {
  private final MixedModelData data;
  private final List<Grouping> groupings;
  private final int sparse;
  private final GroupingFactor[] factors;

  /** Scaled columns of each grouping, n values each; null where a column is constant. */
  private final double[][][] effects;

  /** The scaled value of each column that is constant. */
  private final double[][] constants;

  private final ColumnScaling columns;
  private final ResponseScaling response;

  private MixedRows(
      MixedModelData data,
      List<Grouping> groupings,
      int sparse,
      GroupingFactor[] factors,
      double[][][] effects,
      ColumnScaling columns,
      ResponseScaling response) {
    this.data = data;
    this.groupings = groupings;
    this.sparse = sparse;
    this.factors = factors;
    this.effects = effects;
    constants = new double[factors.length][];
    for (int g = 0; g < factors.length; g++) {
      constants[g] = new double[effects[g].length];
      for (int a = 0; a < constants[g].length; a++) {
        constants[g][a] = groupings.get(g).scaledConstant(a);
      }
    }
    this.columns = columns;
    this.response = response;
  }

  /**
   * The rows of data, how they are scaled being found by some passes over them.
   *
   * @throws FitException if the data cannot carry the model
   */
  public static MixedRows of(MixedModelData data) {
    DataChecks.check(data);
    ScaleSearch scales = new ScaleSearch(data);
    List<double[][]> values = new ArrayList<>();
    List<GroupingFactor> groups = new ArrayList<>();
    List<Grouping> all = amalgamate(data, values, groups);
    Elimination elimination =
        new Elimination(all, (a, b) -> groups.get(a).isNestedIn(groups.get(b)));
    int[] order = elimination.order();
    return new MixedRows(
        data,
        Arrays.stream(order).mapToObj(all::get).toList(),
        elimination.chain(),
        Arrays.stream(order).mapToObj(groups::get).toArray(GroupingFactor[]::new),
        Arrays.stream(order).mapToObj(values::get).toArray(double[][][]::new),
        scales.columns(),
        scales.response());
  }

  /** The rows that products were made of, once more; the columns of random effects are read. */
  public static MixedRows of(MixedModelData data, CrossProducts products) {
    List<Grouping> groupings = products.groupings();
    GroupingFactor[] factors = new GroupingFactor[groupings.size()];
    double[][][] effects = new double[factors.length][][];
    for (int g = 0; g < factors.length; g++) {
      Grouping grouping = groupings.get(g);
      factors[g] = data.random().get(grouping.members().get(0).term()).group();
      effects[g] = new double[grouping.effects()][];
      for (int a = 0; a < effects[g].length; a++) {
        if (Double.isNaN(grouping.scaledConstant(a))) {
          Grouping.Member m = grouping.memberOf(a);
          ModelMatrix z = data.random().get(m.term()).effects();
          effects[g][a] = z.column(a - m.start());
          grouping.scale(a, effects[g][a]);
        }
      }
    }
    return new MixedRows(
        data,
        groupings,
        products.sparse(),
        factors,
        effects,
        products.columns(),
        products.response());
  }

  /** The same rows with another response, n values, scaled in its own way. */
  public MixedRows withResponse(double[] y, CrossProducts products) {
    MixedModelData other = data.withResponse(y);
    ResponseScaling own = ScaleSearch.response(other, columns, products);
    return new MixedRows(other, groupings, sparse, factors, effects, columns, own);
  }

  /** Terms with the same grouping factor together, in order of first appearance. */
  private static List<Grouping> amalgamate(
      MixedModelData data, List<double[][]> values, List<GroupingFactor> groups) {
    List<RandomEffectsTerm> terms = data.random();
    List<Grouping> groupings = new ArrayList<>();
    boolean[] taken = new boolean[terms.size()];
    for (int i = 0; i < taken.length; i++) {
      if (taken[i]) {
        continue;
      }
      List<Grouping.Member> members = new ArrayList<>();
      List<String> names = new ArrayList<>();
      List<double[]> written = new ArrayList<>();
      GroupingFactor group = terms.get(i).group();
      for (int j = i; j < taken.length; j++) {
        RandomEffectsTerm term = terms.get(j);
        if (!taken[j] && sameLevels(group, term.group())) {
          taken[j] = true;
          int k = term.effects().columns();
          members.add(new Grouping.Member(j, names.size(), k, term.correlated()));
          names.addAll(term.effects().columnNames());
          for (int a = 0; a < k; a++) {
            written.add(finite(term.effects().column(a), names.get(written.size()), group));
          }
        }
      }
      double[][] z = written.toArray(double[][]::new);
      Grouping grouping =
          Grouping.of(group.name(), group.levels(), members, names, new WrittenColumns(z));
      for (int a = 0; a < z.length; a++) {
        if (Double.isNaN(grouping.scaledConstant(a))) {
          grouping.scale(a, z[a]);
        } else {
          z[a] = null;
        }
      }
      groupings.add(grouping);
      values.add(z);
      groups.add(group);
    }
    return groupings;
  }

  private static boolean sameLevels(GroupingFactor a, GroupingFactor b) {
    if (a == b) {
      return true;
    }
    if (!a.name().equals(b.name()) || a.levelCount() != b.levelCount()) {
      return false;
    }
    for (int i = 0; i < a.rows(); i++) {
      if (a.levelOf(i) != b.levelOf(i)) {
        return false;
      }
    }
    return true;
  }

  private static double[] finite(double[] column, String effect, GroupingFactor group) {
    for (int i = 0; i < column.length; i++) {
      if (!Double.isFinite(column[i])) {
        throw new FitException(
            "The random effect '"
                + effect
                + "' of "
                + group.name()
                + " has an infinite or missing value in row "
                + (i + 1)
                + " of the rows used; remove that row or change the variable.");
      }
    }
    return column;
  }

  /** Columns as written, n values each. */
  private record WrittenColumns(double[][] columns) implements ColumnMoments {
    @Override
    public double constant(int column) {
      double[] x = columns[column];
      for (double v : x) {
        if (v != x[0]) {
          return Double.NaN;
        }
      }
      return x[0] == 0 ? Double.NaN : x[0];
    }

    @Override
    public double mean(int column) {
      double sum = 0;
      for (double v : columns[column]) {
        sum += v;
      }
      return sum / columns[column].length;
    }

    @Override
    public double rootMeanSquare(int column, double about) {
      double squares = 0;
      for (double v : columns[column]) {
        squares += (v - about) * (v - about);
      }
      return Math.sqrt(squares / columns[column].length);
    }
  }

  /** The data as they are. */
  public MixedModelData data() {
    return data;
  }

  /** The groupings, in the order of elimination. */
  List<Grouping> groupings() {
    return groupings;
  }

  /** How many groupings lead in a chain, each nested in the next. */
  int sparse() {
    return sparse;
  }

  ColumnScaling columns() {
    return columns;
  }

  ResponseScaling response() {
    return response;
  }

  /** The level of a grouping that a row belongs to. */
  public int level(int grouping, int row) {
    return factors[grouping].levelOf(row);
  }

  /** Writes the k scaled effects of a row of a grouping. */
  public void effects(int grouping, int row, double[] into) {
    double[][] own = effects[grouping];
    for (int a = 0; a < own.length; a++) {
      into[a] = own[a] == null ? constants[grouping][a] : own[a][row];
    }
  }

  /** The scaled columns of X, for one pass by one thread. */
  public ScaledRow fixed() {
    return columns.rows(data.fixed());
  }

  /** The scaled response of the row that was read. */
  public double response(int row, ScaledRow read) {
    return scaled(data.response(row), row, read);
  }

  /** Another response of the row that was read, scaled as the data's. */
  double scaled(double y, int row, ScaledRow read) {
    return response.scaled(y - data.offset(row), read);
  }
}
