package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.linalg.LimitedPivotQr;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.variables.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The strata of {@code Error(...)}: the rows' space split into the intercept, the space each error
 * term adds to those before it, and what is left ({@code Within}); in each stratum the fixed terms
 * take their sums of squares in order [Chambers 1992].
 */
public final class ErrorStrata {
  /** A column of X whose square sum in a stratum is below this is not in it, as in R. */
  private static final double PRESENT = 1e-5;

  /**
   * A fixed term, or the residuals, in a stratum.
   *
   * @param term its label, {@code Residuals} for what is left
   * @param df degrees of freedom
   * @param sumOfSquares its part of the response's square sum
   */
  public record Row(String term, int df, double sumOfSquares) {}

  /**
   * A stratum.
   *
   * @param name label of the error term, {@code (Intercept)} or {@code Within}
   * @param df dimension of the stratum
   * @param rows the fixed terms that vary in it, then the residuals if any are left
   */
  public record Stratum(String name, int df, List<Row> rows) {
    /** Copies the list. */
    public Stratum {
      rows = List.copyOf(rows);
    }
  }

  /**
   * An error term some of whose columns are combinations of those of others before it.
   *
   * @param term its label
   * @param columns how many columns it has
   * @param dropped how many of them are combinations
   * @param with the terms they are combinations of, the intercept left out
   */
  public record Confounded(String term, int columns, int dropped, List<String> with) {
    /** Copies the list. */
    public Confounded {
      with = List.copyOf(with);
    }
  }

  private final List<Stratum> strata;
  private final List<Confounded> confounded;
  private final double[] residuals;
  private final List<Term.FixedEffect> terms;
  private final List<GroupingFactor> factors;
  private final List<String> numbers;
  private final List<Diagnostic> notes;

  private ErrorStrata(
      DesignBuilder b, List<Stratum> strata, List<Confounded> confounded, double[] residuals) {
    this.strata = List.copyOf(strata);
    this.confounded = List.copyOf(confounded);
    this.residuals = residuals;
    this.terms = b.strata.fixed();
    List<GroupingFactor> units = new ArrayList<>();
    List<Diagnostic> said = new ArrayList<>();
    List<String> measured = new ArrayList<>();
    for (Expr e : b.strata.variables()) {
      units.add(factor(b, e));
      if (b.matrices.isNumberedUnit(e, b.terms)) {
        said.add(numbered(factor(b, e)));
      } else if (!(b.matrices.value(e) instanceof Value.Levels)) {
        measured.add(e.text());
      }
      List<String> lost = b.rows.lostLevels(e);
      if (!lost.isEmpty()) {
        said.add(
            Diagnostic.note(
                "levels-lost",
                "Every row of "
                    + e.text()
                    + " "
                    + String.join(", ", lost)
                    + " was left out, because values are missing: the analysis does not know of "
                    + (lost.size() == 1 ? "it." : "them.")));
      }
    }
    this.factors = List.copyOf(units);
    this.notes = List.copyOf(said);
    this.numbers = List.copyOf(measured);
  }

  private static GroupingFactor factor(DesignBuilder b, Expr e) {
    Value.Levels l = b.rows.factor(e);
    return new GroupingFactor(e.text(), l.codes(), l.labels());
  }

  static ErrorStrata of(DesignBuilder b) {
    ModelMatrix error = b.matrices.forStrata(b.strata, b.terms).build(b.strata).matrix();
    ModelMatrix fixed = b.matrices.build(b.terms).matrix();
    Response response = b.response();
    if (response == null || response.kind() == Response.Kind.COLUMNS) {
      Expr at = b.formula.response().orElse(b.formula.rightSide());
      throw b.error(at.span(), "Error() needs one response.", "Write response ~ ... + Error().");
    }
    int n = b.rows.count();
    LimitedPivotQr qr = LimitedPivotQr.of(n, error.toColumns());
    double[] y = response.column(0);
    qr.applyTransposed(y);
    double[][] x = fixed.toColumns();
    for (double[] column : x) {
      qr.applyTransposed(column);
    }
    Map<Integer, List<Integer>> placesOf = new LinkedHashMap<>();
    for (int place = 0; place < qr.rank(); place++) {
      placesOf.computeIfAbsent(error.assign(qr.pivot(place)), k -> new ArrayList<>()).add(place);
    }
    List<Stratum> strata = new ArrayList<>();
    double[] left = new double[n];
    placesOf.forEach(
        (term, places) ->
            strata.add(
                stratum(
                    label(error, term),
                    places.stream().mapToInt(i -> i).toArray(),
                    x,
                    y,
                    fixed,
                    left)));
    if (n > qr.rank()) {
      int[] rest = new int[n - qr.rank()];
      Arrays.setAll(rest, i -> qr.rank() + i);
      strata.add(stratum("Within", rest, x, y, fixed, left));
    }
    qr.apply(left);
    return new ErrorStrata(b, strata, confounded(error, qr), left);
  }

  private static String label(ModelMatrix error, int term) {
    return term == 0 ? "(Intercept)" : error.termLabels().get(term - 1);
  }

  private static List<Confounded> confounded(ModelMatrix error, LimitedPivotQr qr) {
    Map<Integer, Set<String>> with = new TreeMap<>();
    Map<Integer, Integer> dropped = new TreeMap<>();
    for (int place = qr.rank(); place < qr.columns(); place++) {
      int term = error.assign(qr.pivot(place));
      dropped.merge(term, 1, Integer::sum);
      Set<String> terms = with.computeIfAbsent(term, k -> new LinkedHashSet<>());
      double[] a = qr.combination(place);
      for (int i = 0; i < a.length; i++) {
        int other = error.assign(qr.pivot(i));
        if (Math.abs(a[i]) > 1e-6 && other != 0 && other != term) {
          terms.add(label(error, other));
        }
      }
    }
    List<Confounded> out = new ArrayList<>();
    dropped.forEach(
        (term, count) -> {
          int columns = 0;
          for (int j = 0; j < error.columns(); j++) {
            columns += error.assign(j) == term ? 1 : 0;
          }
          out.add(new Confounded(label(error, term), columns, count, List.copyOf(with.get(term))));
        });
    return out;
  }

  /**
   * A stratum's rows.
   *
   * @param left receives the residuals of the last stratum that has any, as effects; it is cleared
   *     of those of earlier ones
   */
  private static Stratum stratum(
      String name, int[] rows, double[][] x, double[] y, ModelMatrix fixed, double[] left) {
    List<double[]> present = new ArrayList<>();
    List<Integer> assign = new ArrayList<>();
    for (int j = 0; j < x.length; j++) {
      double[] column = pick(x[j], rows);
      if (Arrays.stream(column).map(v -> v * v).sum() > PRESENT) {
        present.add(column);
        assign.add(fixed.assign(j));
      }
    }
    double[] effects = pick(y, rows);
    LimitedPivotQr qr = LimitedPivotQr.of(rows.length, present.toArray(double[][]::new));
    qr.applyTransposed(effects);
    int terms = fixed.termLabels().size();
    int[] df = new int[terms + 1];
    double[] squares = new double[terms + 1];
    double residual = 0;
    for (int i = 0; i < rows.length; i++) {
      if (i < qr.rank()) {
        int term = assign.get(qr.pivot(i));
        df[term]++;
        squares[term] += effects[i] * effects[i];
      } else {
        residual += effects[i] * effects[i];
      }
    }
    List<Row> out = new ArrayList<>();
    for (int t = 1; t <= terms; t++) {
      if (df[t] > 0) {
        out.add(new Row(fixed.termLabels().get(t - 1), df[t], squares[t]));
      }
    }
    if (rows.length > qr.rank()) {
      out.add(new Row("Residuals", rows.length - qr.rank(), residual));
      Arrays.fill(effects, 0, qr.rank(), 0);
      qr.apply(effects);
      Arrays.fill(left, 0);
      for (int i = 0; i < rows.length; i++) {
        left[rows[i]] = effects[i];
      }
    }
    return new Stratum(name, rows.length, out);
  }

  private static double[] pick(double[] v, int[] rows) {
    double[] out = new double[rows.length];
    Arrays.setAll(out, i -> v[rows[i]]);
    return out;
  }

  /** The terms inside {@code Error(...)}. */
  public List<Term.FixedEffect> terms() {
    return terms;
  }

  /** The variables of those terms, each as the factor that its values make. */
  public List<GroupingFactor> factors() {
    return factors;
  }

  /** The variables of those terms that are numbers there, as in R. */
  public List<String> numbers() {
    return numbers;
  }

  /** What a reader should know: numbers that are taken for the names of units, levels lost. */
  List<Diagnostic> notes() {
    return notes;
  }

  private static Diagnostic numbered(GroupingFactor f) {
    return Diagnostic.note(
        "numbers-as-units",
        f.name()
            + " is a column of numbers; in Error() it is taken as a factor of "
            + f.levelCount()
            + " levels. (R would take it as a number, of one degree of freedom, and wants factor("
            + f.name()
            + ").)");
  }

  /** The strata in order, the intercept first. */
  public List<Stratum> strata() {
    return strata;
  }

  /** Whether an error term adds nothing to those before it: R's "Error() model is singular". */
  public boolean singular() {
    return !confounded.isEmpty();
  }

  /** The error terms that repeat, wholly or in part, what is before them. */
  public List<Confounded> confounded() {
    return confounded;
  }

  /** The residuals in the last stratum that has any, one per row used. */
  public double[] residuals() {
    return residuals.clone();
  }
}
