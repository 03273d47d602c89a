package dev.henderson.stats.emm;

import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.FrameColumn;
import dev.henderson.stats.frame.LogicalColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.NumericColumn;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.LinearFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The reference grid of a fit: every combination of the levels of its factors, with its covariates
 * at their means or where {@code at} puts them, and what the model predicts in each, as linear
 * functions of its coefficients. Immutable.
 *
 * <p>As in R's emmeans, a covariate of two values only, and a number inside {@code factor()}, count
 * as factors. Which factors are nested in others is read from the data and the formula.
 */
public final class ReferenceGrid {
  private static final int MOST_CELLS = 200_000;

  private final LinearBasis basis;
  private final List<GridVariable> variables;
  private final Nesting nesting;
  private final int cells;
  private final LinearFunction[] functions;
  private final double[] offsets;

  /** Rows of the data, weighted, in each cell of the categorical variables. */
  private final double[] counts;

  private final String trend;

  private ReferenceGrid(
      LinearBasis basis,
      List<GridVariable> variables,
      LinearFunction[] functions,
      double[] offsets,
      String trend) {
    this.basis = basis;
    this.variables = List.copyOf(variables);
    this.cells = functions.length;
    this.functions = functions;
    this.offsets = offsets;
    this.trend = trend;
    this.counts = new CellCounts(basis, this.variables).counts();
    this.nesting = Nesting.find(basis, this.variables, counts);
  }

  /**
   * The grid of a fit.
   *
   * @param at values of variables in the grid, by name; others have all their levels or their mean
   * @throws QuestionException for a name or value that is not there
   */
  public static ReferenceGrid of(LinearBasis basis, Map<String, List<String>> at) {
    return of(basis, at, 0);
  }

  /**
   * The grid on which covariates stand at their mean less and plus a distance, so that their slopes
   * can be tested like differences of levels.
   */
  static ReferenceGrid of(LinearBasis basis, Map<String, List<String>> at, double around) {
    List<GridVariable> variables = GridVariables.of(basis, at, around);
    ModelFrame frame = frame(basis, variables, null, 0);
    LinearFunction[] functions = rows(basis, frame);
    return new ReferenceGrid(basis, variables, functions, basis.offset(frame), null);
  }

  /**
   * The grid whose functions are slopes: the change of the prediction with a covariate, by a
   * central difference of a thousandth of its range, exact for polynomials up to the second degree.
   *
   * @param covariate a numeric column of the model
   * @throws QuestionException if it is none
   */
  public static ReferenceGrid ofTrends(
      LinearBasis basis, Map<String, List<String>> at, String covariate) {
    List<GridVariable> variables = GridVariables.of(basis, at, 0);
    double range = GridVariables.range(basis, covariate);
    double h = 0.0005 * range;
    LinearFunction[] up = rows(basis, frame(basis, variables, covariate, h));
    LinearFunction[] down = rows(basis, frame(basis, variables, covariate, -h));
    LinearFunction[] slopes = new LinearFunction[up.length];
    int p = basis.size();
    for (int i = 0; i < slopes.length; i++) {
      double[] l = new double[p];
      up[i].addTo(l, 1 / (2 * h));
      down[i].addTo(l, -1 / (2 * h));
      // What does not move with the covariate cancels but for rounding.
      double floor = 1e-10 * (up[i].largest() / h);
      for (int j = 0; j < p; j++) {
        l[j] = Math.abs(l[j]) < floor ? 0 : l[j];
      }
      slopes[i] = LinearFunction.of(l);
    }
    return new ReferenceGrid(basis, variables, slopes, new double[up.length], covariate);
  }

  /** The cells as rows of a table, the first variable running fastest. */
  private static ModelFrame frame(
      LinearBasis basis, List<GridVariable> variables, String moved, double by) {
    long product = 1;
    for (GridVariable v : variables) {
      product *= v.size();
      if (product > MOST_CELLS) {
        throw new QuestionException(
            "The reference grid would have more than " + MOST_CELLS + " cells.",
            "Hold some variables at a value, as in at = {x: 1}.");
      }
    }
    int cells = (int) product;
    LinkedHashMap<String, FrameColumn> columns = new LinkedHashMap<>();
    int stride = 1;
    for (GridVariable v : variables) {
      int run = stride;
      double shift = v.name().equals(moved) ? by : 0;
      columns.put(v.name(), column(basis, v, cells, run, shift));
      stride *= v.size();
    }
    if (variables.isEmpty()) {
      columns.put("(none)", NumericColumn.of(new double[1]));
    }
    return ModelFrame.of("the reference grid", columns);
  }

  private static FrameColumn column(
      LinearBasis basis, GridVariable v, int cells, int run, double shift) {
    double[] values = new double[cells];
    Arrays.setAll(values, i -> v.column().get(i / run % v.size()) + shift);
    switch (v.kind()) {
      case FACTOR -> {
        int[] codes = new int[cells];
        Arrays.setAll(codes, i -> (int) values[i]);
        CategoricalColumn own = (CategoricalColumn) basis.frame().column(v.name());
        return CategoricalColumn.of(codes, own.levels(), v.ordered());
      }
      case LOGICAL -> {
        boolean[] truth = new boolean[cells];
        for (int i = 0; i < cells; i++) {
          truth[i] = values[i] == 1;
        }
        return LogicalColumn.of(truth);
      }
      default -> {
        return NumericColumn.of(values);
      }
    }
  }

  private static LinearFunction[] rows(LinearBasis basis, ModelFrame frame) {
    ModelMatrix x = basis.matrix(frame);
    MatrixRows rows = x.read();
    int[] at = new int[x.columns()];
    double[] value = new double[x.columns()];
    LinearFunction[] out = new LinearFunction[frame.rows()];
    for (int i = 0; i < out.length; i++) {
      int count = rows.copyNonZeros(i, at, value);
      out[i] = LinearFunction.of(at, value, count);
    }
    return out;
  }

  /** The fit behind it. */
  public LinearBasis basis() {
    return basis;
  }

  /** The names of its variables in the order of the formula. */
  public List<String> names() {
    return variables.stream().map(GridVariable::name).toList();
  }

  /** The names of those that have more than one value. */
  public List<String> varying() {
    return variables.stream().filter(v -> v.size() > 1).map(GridVariable::name).toList();
  }

  /** The values of a variable in the grid. */
  public List<String> levels(String name) {
    return variable(name).labels();
  }

  /** The number of cells. */
  public int cells() {
    return cells;
  }

  /** The factors each nested factor is nested in. */
  public Map<String, Set<String>> nesting() {
    return nesting.parents();
  }

  Optional<String> trend() {
    return Optional.ofNullable(trend);
  }

  /**
   * Whether a variable is a factor and not a covariate.
   *
   * @throws QuestionException if the fit has no such variable
   */
  public boolean isCategorical(String name) {
    return variable(name).isCategorical();
  }

  GridVariable variable(String name) {
    return variables.stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow(() -> GridVariables.unknown(name, names()));
  }

  /**
   * The marginal means of some factors.
   *
   * @param specs names of the factors, in order; factors that they are nested in are added
   * @param by names of the factors within whose levels contrasts are made
   * @throws QuestionException for a name that is not in the grid
   */
  public EmmGrid means(List<String> specs, List<String> by, Weighting weighting) {
    Set<String> all = new LinkedHashSet<>(specs);
    all.addAll(by);
    all.forEach(this::variable);
    Set<String> wanted = nesting.withParents(all);
    Set<String> groups = new LinkedHashSet<>(by);
    for (String name : by) {
      groups.addAll(nesting.parents().getOrDefault(name, Set.of()));
    }
    List<GridVariable> kept = wanted.stream().map(this::variable).toList();
    List<GridVariable> averaged =
        variables.stream().filter(v -> !wanted.contains(v.name())).toList();
    Averages averages = new Averages(variables, kept, averaged, nesting, counts, weighting);
    int targets = averages.targets();
    int p = basis.size();
    double[][] sums = new double[targets][];
    double[] offset = new double[targets];
    double[] total = new double[targets];
    for (int cell = 0; cell < cells; cell++) {
      int t = averages.target(cell);
      double w = averages.weight(cell);
      if (w > 0) {
        if (sums[t] == null) {
          sums[t] = new double[p];
        }
        functions[cell].addTo(sums[t], w);
        offset[t] += w * offsets[cell];
        total[t] += w;
      }
    }
    List<EmmGrid.Row> rows = new ArrayList<>();
    for (int t = 0; t < targets; t++) {
      List<String> labels = averages.labels(t);
      if (!averages.occurs(t)) {
        continue;
      }
      LinearFunction l = null;
      if (sums[t] != null) {
        for (int j = 0; j < p; j++) {
          sums[t][j] /= total[t];
        }
        l = LinearFunction.of(sums[t]);
      }
      rows.add(new EmmGrid.Row(labels, l, l == null ? Double.NaN : offset[t] / total[t]));
      sums[t] = null;
    }
    List<String> over =
        averaged.stream().filter(v -> v.size() > 1).map(GridVariable::name).toList();
    return EmmGrid.ofMeans(this, kept, List.copyOf(groups), rows, over, weighting);
  }

  /** The factors of the means that take part in an interaction with one averaged over. */
  public List<String> interacting(Set<String> kept, List<String> averaged) {
    Set<String> out = new LinkedHashSet<>();
    for (Set<String> term : termNames()) {
      if (averaged.stream().anyMatch(term::contains)) {
        kept.stream().filter(term::contains).forEach(out::add);
      }
    }
    return List.copyOf(out);
  }

  /** The columns of each term of the fixed part. */
  List<Set<String>> termNames() {
    return basis.terms().fixed().stream()
        .map(
            t ->
                t.variables().stream()
                    .flatMap(e -> e.names().stream())
                    .collect(Collectors.toCollection(LinkedHashSet::new)))
        .map(s -> (Set<String>) s)
        .toList();
  }
}
