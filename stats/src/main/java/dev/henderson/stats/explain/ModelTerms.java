package dev.henderson.stats.explain;

import dev.henderson.stats.design.Schema;
import dev.henderson.stats.design.TermCoding;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Coefficients;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fixed part of a model: its variables, how they are coded, which term holds which other. */
final class ModelTerms {
  /**
   * A variable of the fixed part.
   *
   * @param name as written
   * @param levels its levels; empty for numbers
   * @param coding how it is coded where it stands alone; empty for numbers
   * @param reference the level that treatment coding compares with; empty under other codings
   * @param columns how many numeric columns it has
   * @param low its smallest value, NaN for factors
   * @param high its largest value, NaN for factors
   */
  record Variable(
      String name,
      List<String> levels,
      String coding,
      String reference,
      int columns,
      double low,
      double high) {
    boolean isFactor() {
      return !levels.isEmpty();
    }
  }

  private final FormulaTerms terms;
  private final ModelMatrix matrix;
  private final Coefficients coefficients;
  private final List<Variable> variables = new ArrayList<>();

  /**
   * The terms of a fit.
   *
   * @param coefficients one per column of the matrix; those that are aliased count for nothing
   */
  ModelTerms(
      FormulaTerms terms,
      Schema schema,
      List<TermCoding> codings,
      ModelMatrix matrix,
      Coefficients coefficients) {
    this.terms = terms;
    this.matrix = matrix;
    this.coefficients = coefficients;
    Set<String> used = new LinkedHashSet<>();
    terms.fixed().forEach(t -> t.variables().forEach(e -> used.add(e.text())));
    for (Schema.Variable v : schema.variables()) {
      if (used.contains(v.name())) {
        variables.add(variable(v, codings));
      }
    }
  }

  private Variable variable(Schema.Variable v, List<TermCoding> codings) {
    if (v.kind().equals("factor")) {
      String coding =
          codings.stream()
              .filter(c -> plain(c.variable()).equals(plain(v.name())))
              .map(TermCoding::coding)
              .findFirst()
              .orElse("");
      return new Variable(
          v.name(), v.levels(), coding, reference(coding, v.levels()), 0, Double.NaN, Double.NaN);
    }
    double low = Double.NaN;
    double high = Double.NaN;
    for (int t = 0; t < terms.fixed().size(); t++) {
      List<Integer> columns = columns(t);
      if (terms.fixed().get(t).label().equals(v.name()) && columns.size() == 1) {
        low = Double.POSITIVE_INFINITY;
        high = Double.NEGATIVE_INFINITY;
        for (double x : matrix.column(columns.get(0))) {
          low = Math.min(low, x);
          high = Math.max(high, x);
        }
      }
    }
    return new Variable(v.name(), List.of(), "", "", v.columns(), low, high);
  }

  private static String plain(String name) {
    return name.replace("`", "");
  }

  private static String reference(String coding, List<String> levels) {
    if (coding.equals("contr.treatment")) {
      return levels.get(0);
    } else if (coding.startsWith("contr.treatment(base = ")) {
      String base = coding.substring("contr.treatment(base = ".length(), coding.length() - 1);
      return levels.contains(base) || !base.matches("\\d+")
          ? base
          : levels.get(Integer.parseInt(base) - 1);
    }
    return "";
  }

  boolean hasIntercept() {
    return terms.intercept();
  }

  int size() {
    return terms.fixed().size();
  }

  String label(int term) {
    return terms.fixed().get(term).label();
  }

  List<Variable> all() {
    return variables;
  }

  /** The variables of a term. */
  List<Variable> variables(int term) {
    List<Variable> out = new ArrayList<>();
    for (Expr e : terms.fixed().get(term).variables()) {
      variables.stream().filter(v -> v.name().equals(e.text())).forEach(out::add);
    }
    return out;
  }

  /** The columns of a term that could be estimated. */
  List<Integer> columns(int term) {
    List<Integer> out = new ArrayList<>();
    for (int j = 0; j < matrix.columns(); j++) {
      if (matrix.assign(j) == term + 1 && !coefficients.isAliased(j)) {
        out.add(j);
      }
    }
    return out;
  }

  /** The variables that estimated terms holding this one have beside its own. */
  List<Variable> partners(int term) {
    List<Variable> own = variables(term);
    Set<Variable> out = new LinkedHashSet<>();
    for (int other = 0; other < size(); other++) {
      List<Variable> theirs = variables(other);
      boolean estimated = !columns(other).isEmpty();
      if (estimated && theirs.size() > own.size() && theirs.containsAll(own)) {
        out.addAll(theirs);
      }
    }
    out.removeAll(own);
    return List.copyOf(out);
  }

  /**
   * {@code Days is 0 and Machine is A}: where effects of a random-effects term are all zero.
   *
   * @param effects names of its columns
   */
  Saying baseline(Saying s, List<String> effects) {
    Set<String> said = new LinkedHashSet<>();
    for (String effect : effects) {
      String text = effect;
      String value = "0";
      for (Variable v : variables) {
        if (v.isFactor() && v.levels().stream().anyMatch(l -> effect.equals(v.name() + l))) {
          text = v.name();
          value = v.reference();
        }
      }
      if (!value.isEmpty() && said.add(text)) {
        s.say(said.size() > 1 ? " and " : "").name(text).say(" is ").name(value);
      }
    }
    return s;
  }

  /** Terms of several variables before those of fewer, else in the order of the formula. */
  List<Integer> highestFirst() {
    List<Integer> out = new ArrayList<>();
    for (int t = 0; t < size(); t++) {
      out.add(t);
    }
    out.sort((a, b) -> variables(b).size() - variables(a).size());
    return out;
  }
}
