package dev.henderson.stats.statsmodels;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.FrameColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.NumericColumn;
import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Prose;
import dev.henderson.stats.variables.DesignException;
import dev.henderson.stats.variables.Evaluator;
import dev.henderson.stats.variables.Levelled;
import dev.henderson.stats.variables.Memory;
import dev.henderson.stats.variables.UnknownVariableException;
import dev.henderson.stats.variables.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A repeated-measures analysis of variance as statsmodels' {@code AnovaRM} is told of it: every
 * subject in every cell of the within factors, once, or as the mean of its rows there. In the words
 * of aov it is {@code y ~ A * B + Error(subject/(A * B))}.
 */
public final class RepeatedMeasures {
  /** How many empty cells a message names. */
  private static final int NAMED = 3;

  /**
   * The name of a column and where it stands.
   *
   * @param name of the column
   * @param span in the source
   */
  public record Column(String name, Span span) {}

  private final String source;
  private final ModelFrame given;
  private final List<Column> columns;
  private final boolean aggregated;
  private final ModelFrame frame;
  private final Formula formula;
  private final int subjects;

  private RepeatedMeasures(
      String source, ModelFrame given, List<Column> columns, boolean aggregate) {
    this.source = source;
    this.given = given;
    this.columns = columns;
    List<Value.Levels> factors = new ArrayList<>();
    for (Column c : columns.subList(1, columns.size())) {
      factors.add(levels(c));
    }
    double[] y = response(columns.get(0));
    int cells = factors.stream().mapToInt(f -> f.labels().size()).reduce(1, Math::multiplyExact);
    double[] sum = new double[cells];
    int[] count = new int[cells];
    boolean several = false;
    for (int i = 0; i < y.length; i++) {
      int cell = cell(factors, i);
      if (cell >= 0 && !Double.isNaN(y[i])) {
        sum[cell] += y[i];
        several |= ++count[cell] > 1;
      }
    }
    requireFull(factors, count);
    if (several && !aggregate) {
      throw several(factors, count);
    }
    this.aggregated = several;
    this.subjects = factors.get(0).labels().size();
    this.frame = frame(factors, sum, count);
    this.formula = makeFormula();
  }

  /**
   * Reads an analysis.
   *
   * @param source the text in which the spans are offsets
   * @param frame has the columns
   * @param response the column {@code depvar}
   * @param subject whose values are repeated measures
   * @param within the factors every subject met all levels of, at least one
   * @param aggregate whether several rows of a subject in a cell are averaged
   * @throws FormulaException naming a column that is not there, cells without a value, or cells
   *     with several
   */
  public static RepeatedMeasures of(
      String source,
      ModelFrame frame,
      Column response,
      Column subject,
      List<Column> within,
      boolean aggregate) {
    List<Column> columns = new ArrayList<>(List.of(response, subject));
    columns.addAll(within);
    for (int i = 0; i < columns.size(); i++) {
      Column c = columns.get(i);
      if (!frame.has(c.name())) {
        throw UnknownVariableException.column(
            source, c.span(), c.name(), frame.name(), frame.columnNames());
      }
      for (Column other : columns.subList(0, i)) {
        if (other.name().equals(c.name())) {
          throw new DesignException(
              source, c.span(), c.name() + " is named twice.", "Each column has one part here.");
        }
      }
    }
    return new RepeatedMeasures(source, frame, List.copyOf(columns), aggregate);
  }

  private double[] response(Column c) {
    if (given.column(c.name()) instanceof NumericColumn n) {
      return n.numbers().array();
    }
    throw error(c, c.name() + " is not a column of numbers.", null);
  }

  private Value.Levels levels(Column c) {
    Evaluator evaluator = new Evaluator(source, given, new Memory());
    Expr.Name name = new Expr.Name(c.name(), c.span());
    Value.Levels levels =
        Levelled.dropUnused(Levelled.of(evaluator, evaluator.evaluate(name), name));
    if (levels.labels().size() < 2) {
      throw error(c, c.name() + " has only one level.", "A factor needs two levels or more.");
    }
    return levels;
  }

  /** The number of a row's cell, the first factor varying slowest; -1 if a level is missing. */
  private static int cell(List<Value.Levels> factors, int row) {
    int cell = 0;
    for (Value.Levels f : factors) {
      if (f.codes()[row] < 0) {
        return -1;
      }
      cell = cell * f.labels().size() + f.codes()[row];
    }
    return cell;
  }

  /** The levels of a cell. */
  private static int[] levelsOf(List<Value.Levels> factors, int cell) {
    int[] out = new int[factors.size()];
    int rest = cell;
    for (int f = out.length - 1; f >= 0; f--) {
      int k = factors.get(f).labels().size();
      out[f] = rest % k;
      rest /= k;
    }
    return out;
  }

  private void requireFull(List<Value.Levels> factors, int[] count) {
    List<Integer> empty = new ArrayList<>();
    for (int cell = 0; cell < count.length; cell++) {
      if (count[cell] == 0) {
        empty.add(cell);
      }
    }
    if (!empty.isEmpty()) {
      throw DesignException.advising(
          source,
          columns.get(1).span(),
          "Not every subject has a value in every cell: "
              + named(factors, empty, " has none in ")
              + ". AnovaRM needs them all.",
          Prose.of(
              "Leave such subjects out, or fit a mixed model, which needs no balance: ",
              Call.of("lmer", mixedModel()),
              "."));
    }
  }

  private String mixedModel() {
    return name(columns.get(0)).text()
        + " ~ "
        + within().stream().map(this::factorText).collect(Collectors.joining(" * "))
        + " + (1 | "
        + name(columns.get(1)).text()
        + ")";
  }

  private DesignException several(List<Value.Levels> factors, int[] count) {
    List<Integer> full = new ArrayList<>();
    for (int cell = 0; cell < count.length; cell++) {
      if (count[cell] > 1) {
        full.add(cell);
      }
    }
    return error(
        columns.get(1),
        "Some subjects have several rows in a cell: "
            + named(factors, full, " has " + count[full.get(0)] + " in ")
            + ".",
        "Add aggregate_func=\"mean\" for their means.");
  }

  /** {@code Subject 3 has none in recipe B, temperature 175 (and 4 more cells)}. */
  private String named(List<Value.Levels> factors, List<Integer> cells, String has) {
    List<String> parts = new ArrayList<>();
    for (int cell : cells.subList(0, Math.min(NAMED, cells.size()))) {
      int[] at = levelsOf(factors, cell);
      List<String> place = new ArrayList<>();
      for (int f = 1; f < at.length; f++) {
        place.add(columns.get(f + 1).name() + " " + factors.get(f).labels().get(at[f]));
      }
      parts.add(
          columns.get(1).name()
              + " "
              + factors.get(0).labels().get(at[0])
              + (parts.isEmpty() ? has : " in ")
              + String.join(", ", place));
    }
    int more = cells.size() - parts.size();
    return String.join("; ", parts)
        + (more > 0 ? " (and " + more + (more == 1 ? " more cell)" : " more cells)") : "");
  }

  private ModelFrame frame(List<Value.Levels> factors, double[] sum, int[] count) {
    int n = sum.length;
    double[] y = new double[n];
    int[][] codes = new int[factors.size()][n];
    for (int cell = 0; cell < n; cell++) {
      y[cell] = sum[cell] / count[cell];
      int[] at = levelsOf(factors, cell);
      for (int f = 0; f < at.length; f++) {
        codes[f][cell] = at[f];
      }
    }
    LinkedHashMap<String, FrameColumn> out = new LinkedHashMap<>();
    out.put(columns.get(0).name(), NumericColumn.of(y));
    for (int f = 0; f < codes.length; f++) {
      String name = columns.get(f + 1).name();
      out.put(name, CategoricalColumn.of(codes[f], factors.get(f).labels(), false));
    }
    return ModelFrame.of(given.name(), out);
  }

  private Formula makeFormula() {
    Span span = columns.get(0).span();
    Expr product = null;
    for (Column c : within()) {
      Expr name = name(c);
      product = product == null ? name : new Expr.Binary("*", product, name, c.span(), c.span());
    }
    Expr inner = within().size() == 1 ? product : new Expr.Paren(product, span);
    Expr strata = new Expr.Binary("/", name(columns.get(1)), inner, span, span);
    Expr error = new Expr.Call("Error", List.of(new Expr.Argument(null, strata)), span, span);
    Expr right = new Expr.Binary("+", product, error, span, span);
    return Formula.of(source, span, name(columns.get(0)), right, List.of());
  }

  private static Expr.Name name(Column c) {
    return new Expr.Name(c.name(), c.span());
  }

  private DesignException error(Column c, String message, String suggestion) {
    return new DesignException(source, c.span(), message, suggestion);
  }

  /** The formula in aov's words, over {@link #frame()}. */
  public Formula formula() {
    return formula;
  }

  /** One row per subject and cell, subject and within factors as factors. */
  public ModelFrame frame() {
    return frame;
  }

  /** The name of the response. */
  public String response() {
    return columns.get(0).name();
  }

  private List<Column> within() {
    return columns.subList(2, columns.size());
  }

  /** The number of subjects. */
  public int subjects() {
    return subjects;
  }

  /** Whether cells had several rows, which were averaged. */
  public boolean aggregated() {
    return aggregated;
  }

  /** The call of aov that makes the same analysis in R. */
  public String call() {
    String product = within().stream().map(this::factorText).collect(Collectors.joining(" * "));
    String inner = within().size() == 1 ? product : "(" + product + ")";
    return "aov("
        + name(columns.get(0)).text()
        + " ~ "
        + product
        + " + Error("
        + factorText(columns.get(1))
        + "/"
        + inner
        + "), data = "
        + (aggregated ? means() : given.name())
        + ")";
  }

  private String means() {
    String by =
        columns.subList(1, columns.size()).stream()
            .map(c -> name(c).text())
            .collect(Collectors.joining(" + "));
    String response = name(columns.get(0)).text();
    return "aggregate(" + response + " ~ " + by + ", data = " + given.name() + ", FUN = mean)";
  }

  private String factorText(Column c) {
    String text = name(c).text();
    return given.column(c.name()) instanceof NumericColumn ? "factor(" + text + ")" : text;
  }
}
