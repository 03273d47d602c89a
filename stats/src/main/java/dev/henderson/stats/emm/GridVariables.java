package dev.henderson.stats.emm;

import dev.henderson.stats.design.Schema;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.FrameColumn;
import dev.henderson.stats.frame.LogicalColumn;
import dev.henderson.stats.frame.NumericColumn;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.QuestionException;
import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Reads which columns of the data make the reference grid, and which values they take there. */
final class GridVariables {
  /** Numeric columns of at most so many values count as factors. */
  private static final int FEW_VALUES = 2;

  private GridVariables() {}

  static List<GridVariable> of(LinearBasis basis, Map<String, List<String>> at, double around) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> codes = new LinkedHashSet<>();
    for (Expr e : used(basis)) {
      names.addAll(e.names());
      boolean levels =
          basis.schema().variables().stream()
              .anyMatch(v -> v.name().equals(e.text()) && v.kind().equals("factor"));
      if (levels && !(e instanceof Expr.Name) && e.names().size() == 1 && !cuts(e)) {
        codes.addAll(e.names());
      }
    }
    names.removeIf(n -> !basis.frame().has(n));
    for (String name : at.keySet()) {
      if (!names.contains(name)) {
        throw unknown(name, List.copyOf(names));
      }
    }
    List<GridVariable> out = new ArrayList<>();
    for (String name : names) {
      GridVariable whole = whole(basis, name, codes.contains(name), around);
      out.add(at.containsKey(name) ? at(whole, at.get(name)) : whole);
    }
    return out;
  }

  /** {@code cut(x)} makes levels of ranges: x itself stays a number. */
  private static boolean cuts(Expr e) {
    return e instanceof Expr.Call c && c.function().startsWith("cut");
  }

  /** The variables of terms and offsets; those of removed terms have no part. */
  private static List<Expr> used(LinearBasis basis) {
    Map<String, Expr> out = new LinkedHashMap<>();
    for (Expr e : basis.terms().variables()) {
      boolean inTerm =
          basis.terms().fixed().stream()
              .map(Term.FixedEffect::variables)
              .anyMatch(v -> v.stream().anyMatch(x -> x.text().equals(e.text())));
      boolean inOffset = basis.terms().offsets().stream().anyMatch(x -> x.text().equals(e.text()));
      if (inTerm || inOffset) {
        out.put(e.text(), e);
      }
    }
    basis.terms().offsets().forEach(o -> out.putIfAbsent(o.text(), o));
    return List.copyOf(out.values());
  }

  private static GridVariable whole(LinearBasis basis, String name, boolean code, double around) {
    FrameColumn column = basis.frame().column(name);
    Set<Double> values = new TreeSet<>();
    double sum = 0;
    for (int i = 0; i < basis.nobs(); i++) {
      double v = CellCounts.value(column, basis.rowUsed(i));
      values.add(v);
      sum += v;
    }
    List<Double> sorted = List.copyOf(values);
    if (column instanceof CategoricalColumn c) {
      List<String> labels = sorted.stream().map(v -> c.levels().get(v.intValue())).toList();
      return new GridVariable(name, GridVariable.Kind.FACTOR, labels, c.isOrdered(), sorted);
    }
    if (column instanceof LogicalColumn) {
      List<String> labels = sorted.stream().map(v -> v == 1 ? "TRUE" : "FALSE").toList();
      return new GridVariable(name, GridVariable.Kind.LOGICAL, labels, false, sorted);
    }
    NumericColumn n = (NumericColumn) column;
    if (code || sorted.size() <= FEW_VALUES) {
      List<String> labels = sorted.stream().map(n::label).toList();
      return new GridVariable(name, GridVariable.Kind.CODE, labels, false, sorted);
    }
    double mean = sum / basis.nobs();
    List<Double> places = around == 0 ? List.of(mean) : List.of(mean - around, mean + around);
    List<String> labels = places.stream().map(NumericColumn::numberLabel).toList();
    return new GridVariable(name, GridVariable.Kind.COVARIATE, labels, false, places);
  }

  /** The variable at some values only. */
  private static GridVariable at(GridVariable v, List<String> wanted) {
    List<String> labels = new ArrayList<>();
    List<Double> column = new ArrayList<>();
    for (String w : wanted) {
      if (v.kind() == GridVariable.Kind.COVARIATE) {
        column.add(number(v, w));
        labels.add(w);
        continue;
      }
      int k = v.labels().indexOf(w);
      for (int i = 0; k < 0 && v.kind() == GridVariable.Kind.CODE && i < v.size(); i++) {
        k = Math.abs(number(v, w) - v.column().get(i)) < 5e-4 ? i : k;
      }
      if (k < 0) {
        throw new QuestionException(
            v.name() + " has no level " + w + ".",
            "Its levels are " + String.join(", ", v.labels()) + ".");
      }
      column.add(v.column().get(k));
      labels.add(v.labels().get(k));
    }
    if (labels.isEmpty()) {
      throw new QuestionException(
          "No value of " + v.name() + " is given.", "Write at = {" + v.name() + ": 1}.");
    }
    return new GridVariable(v.name(), v.kind(), labels, v.ordered(), column);
  }

  private static double number(GridVariable v, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new QuestionException(
          v.name() + " is a number, and " + text + " is none.",
          "Write at = {" + v.name() + ": c(1, 2)}.");
    }
  }

  /** The range of a covariate over the rows used. */
  static double range(LinearBasis basis, String name) {
    Set<String> names = new LinkedHashSet<>();
    used(basis).forEach(e -> names.addAll(e.names()));
    if (!names.contains(name) || !basis.frame().has(name)) {
      names.removeIf(
          n -> !(basis.frame().has(n) && basis.frame().column(n) instanceof NumericColumn));
      throw unknown(name, List.copyOf(names));
    }
    if (!(basis.frame().column(name) instanceof NumericColumn column)
        || basis.schema().variables().stream()
            .map(Schema.Variable::name)
            .anyMatch(v -> v.equals("factor(" + name + ")"))) {
      throw new QuestionException(
          name + " is a factor, it has no slope.", "Compare its levels: pairwise ~ " + name + ".");
    }
    DoubleSummaryStatistics values = values(basis, column).summaryStatistics();
    return values.getMax() > values.getMin() ? values.getMax() - values.getMin() : 1;
  }

  /** The values of a column in the rows used. */
  static DoubleStream values(LinearBasis basis, NumericColumn column) {
    return IntStream.range(0, basis.nobs()).mapToDouble(i -> column.get(basis.rowUsed(i)));
  }

  static QuestionException unknown(String name, List<String> names) {
    List<String> near = NearestNames.of(name, names);
    return new QuestionException(
        "The model has no variable " + name + " in its fixed part.",
        names.isEmpty()
            ? "It has none but the intercept."
            : near.isEmpty()
                ? "Its variables are " + String.join(", ", names) + "."
                : "Did you mean " + String.join(" or ", near) + "?");
  }
}
