package dev.henderson.stats.emm;

import dev.henderson.stats.infer.Adjustment;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.infer.ResponseScale;
import dev.henderson.stats.model.LinearFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A table of linear functions of the coefficients with the factors that name its rows: marginal
 * means, slopes, or contrasts of them, which are such a table again. Immutable.
 */
public final class EmmGrid {
  /** More comparisons than anybody reads. */
  private static final int MOST_CONTRASTS = 50_000;

  private static final Pattern OPERATOR = Pattern.compile("[-+/*]");

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  /** What the rows are. */
  private enum Kind {
    MEANS,
    CONTRASTS,
    PAIRS
  }

  /** A row: its labels, and its function or null if the grid has no cell for it. */
  record Row(List<String> labels, LinearFunction function, double offset) {
    Row {
      labels = List.copyOf(labels);
    }
  }

  private final LinearBasis basis;
  private final Kind kind;
  private final List<String> columns;
  private final Set<String> numeric;
  private final List<String> by;
  private final List<Row> rows;
  private final int means;
  private final boolean nested;
  private final String estimateName;
  private final ResponseScale scale;
  private final String offScale;
  private final Adjustment adjustment;
  private final List<String> notes;

  private EmmGrid(Builder b) {
    basis = b.basis;
    kind = b.kind;
    columns = List.copyOf(b.columns);
    numeric = Set.copyOf(b.numeric);
    by = List.copyOf(b.by);
    rows = List.copyOf(b.rows);
    means = b.means;
    nested = b.nested;
    estimateName = b.estimateName;
    scale = b.scale;
    offScale = b.offScale;
    adjustment = b.adjustment;
    notes = List.copyOf(b.notes);
  }

  private static final class Builder {
    LinearBasis basis;
    Kind kind = Kind.MEANS;
    List<String> columns;
    Set<String> numeric = Set.of();
    List<String> by;
    List<Row> rows;
    int means;
    boolean nested;
    String estimateName = "emmean";
    ResponseScale scale;
    String offScale;
    Adjustment adjustment = Adjustment.NONE;
    List<String> notes = new ArrayList<>();

    Builder() {}

    Builder(EmmGrid g) {
      basis = g.basis;
      kind = g.kind;
      columns = g.columns;
      numeric = g.numeric;
      by = g.by;
      rows = g.rows;
      means = g.means;
      nested = g.nested;
      estimateName = g.estimateName;
      scale = g.scale;
      offScale = g.offScale;
      adjustment = g.adjustment;
      notes = new ArrayList<>(g.notes);
    }
  }

  static EmmGrid ofMeans(
      ReferenceGrid grid,
      List<GridVariable> kept,
      List<String> by,
      List<Row> rows,
      List<String> averaged,
      Weighting weighting) {
    Builder b = new Builder();
    b.basis = grid.basis();
    b.columns = kept.stream().map(GridVariable::name).toList();
    Set<String> numeric = new LinkedHashSet<>();
    kept.stream().filter(GridVariable::isNumeric).forEach(v -> numeric.add(v.name()));
    b.numeric = numeric;
    b.by = by;
    b.rows = rows;
    b.means = rows.size();
    b.nested = b.columns.stream().anyMatch(grid.nesting()::containsKey);
    if (grid.trend().isPresent()) {
      b.estimateName = grid.trend().get() + ".trend";
    } else {
      b.scale = ResponseScale.of(b.basis.response()).orElse(null);
    }
    b.notes.addAll(b.basis.notes());
    if (!averaged.isEmpty()) {
      b.notes.add(
          "Averaged over the levels of "
              + String.join(", ", averaged)
              + (weighting == Weighting.EQUAL ? "." : ", weights: " + weighting + "."));
    }
    return new EmmGrid(b);
  }

  /** Rows of one's own, such as hypotheses about coefficients. */
  static EmmGrid ofFunctions(LinearBasis basis, String column, List<Row> rows) {
    Builder b = new Builder();
    b.basis = basis;
    b.kind = Kind.CONTRASTS;
    b.columns = List.of(column);
    b.by = List.of();
    b.rows = rows;
    b.means = rows.size();
    b.estimateName = "estimate";
    b.adjustment = Adjustment.MVT;
    b.notes.addAll(basis.notes());
    return new EmmGrid(b);
  }

  /** The fit behind it. */
  public LinearBasis basis() {
    return basis;
  }

  /** Names of the labels of a row. */
  public List<String> columns() {
    return columns;
  }

  /** Names of the columns that make groups. */
  public List<String> by() {
    return by;
  }

  /** The columns that do not make groups. */
  public List<String> primary() {
    return columns.stream().filter(c -> !by.contains(c)).toList();
  }

  /** The number of rows. */
  public int size() {
    return rows.size();
  }

  /** How the response was transformed, if it was and the rows are on that scale. */
  public Optional<ResponseScale> scale() {
    return Optional.ofNullable(scale);
  }

  List<Row> rows() {
    return rows;
  }

  /** The rows of each group, as indices. */
  public List<List<Integer>> groups() {
    int[] at = by.stream().mapToInt(columns::indexOf).toArray();
    Map<List<String>, List<Integer>> out = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      List<String> labels = rows.get(i).labels();
      out.computeIfAbsent(Arrays.stream(at).mapToObj(labels::get).toList(), k -> new ArrayList<>())
          .add(i);
    }
    return List.copyOf(out.values());
  }

  /** The same rows in other groups. */
  EmmGrid groupedBy(List<String> other) {
    Builder b = new Builder(this);
    b.by = other;
    return new EmmGrid(b);
  }

  /**
   * Contrasts of the rows within each group.
   *
   * @throws QuestionException if there would be more than anybody reads
   */
  public EmmGrid contrast(ContrastMethod method) {
    return contrast(method, "contrast", true);
  }

  private EmmGrid contrast(ContrastMethod method, String name, boolean named) {
    List<List<Integer>> groups = groups();
    long count = groups.stream().mapToLong(g -> method.count(g.size())).sum();
    if (count > MOST_CONTRASTS) {
      throw tooMany(method, count);
    }
    List<String> primary = primary();
    int[] at = primary.stream().mapToInt(columns::indexOf).toArray();
    int[] group = by.stream().mapToInt(columns::indexOf).toArray();
    Set<Integer> codes = named ? codes() : Set.of();
    List<Row> out = new ArrayList<>();
    int most = 0;
    for (List<Integer> own : groups) {
      most = Math.max(most, own.size());
      List<String> labels = new ArrayList<>();
      for (int i : own) {
        labels.add(label(rows.get(i), at, named, codes));
      }
      for (ContrastMethod.Contrast c : method.contrasts(labels)) {
        List<String> key = new ArrayList<>(List.of(c.name));
        for (int g : group) {
          key.add(rows.get(own.get(0)).labels().get(g));
        }
        out.add(combine(own, c.coefficients, key));
      }
    }
    Builder b = new Builder(this);
    b.kind = method.isPairwise() ? Kind.PAIRS : Kind.CONTRASTS;
    List<String> names = new ArrayList<>(List.of(name));
    names.addAll(by);
    b.columns = names;
    b.rows = out;
    b.means = most;
    b.adjustment = method.adjustment();
    b.estimateName = "estimate";
    boolean differences = out.stream().allMatch(r -> sumsToZero(r, method));
    if (scale != null && scale.isLog() && differences) {
      b.scale = scale.ofRatios();
    } else if (scale != null && !method.name().equals("identity")) {
      b.scale = null;
      b.offScale = scale.text();
    }
    return new EmmGrid(b);
  }

  /** Families are differences but for identity; of one's own, the coefficients tell. */
  private static boolean sumsToZero(Row row, ContrastMethod method) {
    return !method.name().equals("identity")
        && (!method.name().equals("custom") || method.sumsToZero(row.labels().get(0)));
  }

  private QuestionException tooMany(ContrastMethod method, long count) {
    List<String> primary = primary();
    String asked = String.join(" * ", primary);
    String instead =
        primary.size() > 1
            ? primary.get(0) + " | " + String.join(" * ", primary.subList(1, primary.size()))
            : asked;
    return new QuestionException(
        String.format(
            java.util.Locale.ROOT,
            "These are %,d comparisons of %,d means, more than anybody reads, and with every one"
                + " the others lose power.",
            count,
            rows.size()),
        "Compare within groups, "
            + method.name()
            + " ~ "
            + instead
            + ", or average over factors that do not matter by leaving them out.");
  }

  /** The columns whose labels are all numbers: bare numbers would not say what they count. */
  private Set<Integer> codes() {
    Set<Integer> out = new LinkedHashSet<>();
    for (int column = 0; column < columns.size(); column++) {
      int at = column;
      if (rows.stream().allMatch(r -> NUMBER.matcher(r.labels().get(at)).matches())) {
        out.add(column);
      }
    }
    return out;
  }

  private String label(Row row, int[] at, boolean named, Set<Integer> codes) {
    List<String> parts = new ArrayList<>();
    for (int column : at) {
      String label = row.labels().get(column);
      parts.add(named && codes.contains(column) ? columns.get(column) + label : label);
    }
    String text = String.join(" ", parts);
    return named && OPERATOR.matcher(text).find() ? "(" + text + ")" : text;
  }

  private Row combine(List<Integer> own, double[] coefficients, List<String> key) {
    double[] l = new double[basis.size()];
    double offset = 0;
    for (int i = 0; i < own.size(); i++) {
      if (coefficients[i] == 0) {
        continue;
      }
      Row row = rows.get(own.get(i));
      // Differences may be estimable where the means are not: what is lost can cancel.
      if (row.function() == null) {
        return new Row(key, null, Double.NaN);
      }
      row.function().addTo(l, coefficients[i]);
      offset += coefficients[i] * row.offset();
    }
    return new Row(key, LinearFunction.of(l), offset);
  }

  /**
   * Contrasts of contrasts: for each factor a family, such as differences of differences.
   *
   * @param methods one for each factor that makes no group, the last repeated for those left
   */
  public EmmGrid interaction(List<ContrastMethod> methods) {
    List<String> names = new ArrayList<>(primary());
    names.addAll(by);
    EmmGrid out = this;
    int k = primary().size();
    for (int i = k - 1; i >= 0; i--) {
      ContrastMethod method = methods.get(Math.min(i, methods.size() - 1));
      List<String> others = new ArrayList<>(names);
      others.remove(i);
      String name = names.get(i) + "_" + method.name();
      out = out.groupedBy(others).contrast(method, name, false);
      names.set(i, name);
    }
    Builder b = new Builder(out.groupedBy(by));
    b.columns = names;
    b.kind = Kind.CONTRASTS;
    b.means = 0;
    b.adjustment = Adjustment.NONE;
    int[] at = names.stream().mapToInt(out.columns::indexOf).toArray();
    List<Row> ordered = new ArrayList<>();
    for (Row row : out.rows) {
      ordered.add(
          new Row(
              Arrays.stream(at).mapToObj(row.labels()::get).toList(),
              row.function(),
              row.offset()));
    }
    b.rows = ordered;
    return new EmmGrid(b);
  }

  /** The functions of some rows that can be estimated. */
  List<LinearFunction> functions(List<Integer> of) {
    return of.stream().map(i -> rows.get(i).function()).filter(f -> f != null).toList();
  }

  /** The estimates with their tests and intervals. */
  public EmmTable table(EmmOptions options) {
    return new GridEstimates(this, options).table();
  }

  /** The covariance of the estimates of two rows. */
  double covariance(int i, int j) {
    return basis.covariance(rows.get(i).function(), rows.get(j).function());
  }

  boolean isContrasts() {
    return kind != Kind.MEANS;
  }

  boolean isPairs() {
    return kind == Kind.PAIRS;
  }

  boolean isNested() {
    return nested;
  }

  /** How many means were compared in a group of so many contrasts. */
  int meansOf(int contrasts) {
    return isPairs() ? (int) Math.round((1 + Math.sqrt(1 + 8.0 * contrasts)) / 2) : contrasts;
  }

  Set<String> numeric() {
    return numeric;
  }

  String estimateName() {
    return estimateName;
  }

  Optional<String> offScale() {
    return Optional.ofNullable(offScale);
  }

  Adjustment adjustment() {
    return adjustment;
  }

  List<String> notes() {
    return notes;
  }
}
