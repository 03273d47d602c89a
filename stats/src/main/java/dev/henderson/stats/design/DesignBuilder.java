package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.variables.DesignException;
import dev.henderson.stats.variables.Evaluator;
import dev.henderson.stats.variables.Memory;
import dev.henderson.stats.variables.UnknownVariableException;
import dev.henderson.stats.variables.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a formula's variables from a frame and keeps the complete rows. */
final class DesignBuilder {
  private static final String WEIGHTS = "(weights)";
  private static final String OFFSET = "(offset)";

  final Formula formula;
  final ModelFrame frame;
  final DesignOptions options;
  final FormulaTerms terms;
  final List<FormulaTerms> effects = new ArrayList<>();
  final FormulaTerms strata;
  final Memory memory = new Memory();
  final DesignRows rows;
  final MatrixBuilder matrices;
  final List<Diagnostic> notes = new ArrayList<>();
  private Response response;

  DesignBuilder(Formula formula, ModelFrame frame, DesignOptions options) {
    this.formula = formula;
    this.frame = frame;
    this.options = options;
    formula.notes().forEach(n -> notes.add(Diagnostic.note(n.code(), n.message())));
    List<String> dots = dotColumns();
    this.terms = formula.terms(dots);
    for (Term.RandomEffects r : terms.random()) {
      effects.add(formula.terms(r.effects(), dots));
    }
    this.strata = terms.error().map(e -> formula.terms(e.expression(), dots)).orElse(null);
    this.rows = new DesignRows(new Evaluator(formula.source(), frame, memory));
    readVariables();
    memory.close();
    rows.close();
    notes.addAll(rows.notes());
    if (rows.dropped() > 0 && options.missing() == DesignOptions.MissingRows.FAIL) {
      throw error(formula.span(), rows.notes().get(0).message(), "Use na = omit to go on without.");
    }
    if (rows.count() == 0) {
      throw error(
          formula.span(),
          "No row of " + frame.name() + " has values for all variables.",
          rows.dropped() == 0 ? null : rows.notes().get(0).message());
    }
    requireContrastVariables();
    this.matrices = new MatrixBuilder(rows, options.contrasts(), options.columnNames());
  }

  /** The columns '.' stands for: all that neither the response nor a grouping names. */
  private List<String> dotColumns() {
    Set<String> taken = new LinkedHashSet<>();
    formula.response().ifPresent(r -> taken.addAll(r.names()));
    Set<String> groups = new LinkedHashSet<>();
    formula.terms().random().forEach(r -> r.group().forEach(g -> groups.addAll(g.names())));
    List<String> out = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (String name : frame.columnNames()) {
      if (groups.contains(name)) {
        left.add(name);
      } else if (!taken.contains(name)) {
        out.add(name);
      }
    }
    boolean used =
        formula.terms().variables().stream()
            .anyMatch(v -> v instanceof Expr.Name n && n.name().equals("."));
    if (used && !left.isEmpty()) {
      notes.add(
          Diagnostic.note(
              "dot-without-groups",
              "'.' does not include the grouping column"
                  + (left.size() > 1 ? "s " : " ")
                  + String.join(", ", left)
                  + ". R's lmer would also take it as a fixed effect."));
    }
    return out;
  }

  private void readVariables() {
    options
        .subset()
        .ifPresent(s -> rows.subset(new Evaluator(s.source(), frame, memory), s.tree()));
    formula.response().ifPresent(rows::add);
    terms.variables().forEach(rows::add);
    for (int i = 0; i < effects.size(); i++) {
      effects.get(i).variables().forEach(rows::add);
      terms.random().get(i).group().forEach(rows::addFactor);
    }
    if (strata != null) {
      strata.variables().forEach(rows::addFactor);
      strata.variables().forEach(rows::add);
    }
    extra(WEIGHTS, options.weights().orElse(null), options.weightValues());
    extra(OFFSET, options.offset().orElse(null), options.offsetValues());
  }

  private void extra(String key, Expression expression, double[] values) {
    if (expression != null) {
      rows.add(
          key, new Evaluator(expression.source(), frame, memory).rowNumbers(expression.tree()));
    } else if (values != null) {
      if (values.length != frame.rows()) {
        throw error(
            formula.span(),
            "There are "
                + values.length
                + " "
                + key.replaceAll("[()]", "")
                + " for "
                + frame.rows()
                + " rows.",
            null);
      }
      rows.add(key, values);
    }
  }

  private void requireContrastVariables() {
    Set<String> known = new LinkedHashSet<>();
    List<Expr> all = new ArrayList<>(terms.variables());
    effects.forEach(e -> all.addAll(e.variables()));
    all.forEach(v -> known.add(v instanceof Expr.Name n ? n.name() : v.text()));
    for (String name : options.contrasts().keySet()) {
      if (!known.contains(name)) {
        throw UnknownVariableException.column(
            formula.source(), formula.span(), name, "the formula", List.copyOf(known));
      }
    }
  }

  /** The left side, its numbers copied out of the table; null without one. */
  Response response() {
    if (response == null) {
      response = readResponse();
    }
    return response;
  }

  private Response readResponse() {
    if (formula.response().isEmpty()) {
      return null;
    }
    Expr e = formula.response().get();
    Value v = rows.value(e);
    String name = e instanceof Expr.Name n ? n.name() : e.text();
    if (v instanceof Value.Numbers n) {
      return new Response(
          name,
          n.isLogical() ? Response.Kind.LOGICAL : Response.Kind.NUMERIC,
          new double[][] {n.values()},
          List.of());
    } else if (v instanceof Value.Levels l) {
      double[] values = new double[l.codes().length];
      Arrays.setAll(values, i -> l.codes()[i] == 0 ? 0 : 1);
      return new Response(name, Response.Kind.FACTOR, new double[][] {values}, l.labels());
    } else if (v instanceof Value.Columns c) {
      return new Response(name, Response.Kind.COLUMNS, c.columns(), List.of());
    }
    throw error(e.span(), name + " is not a column that can be a response.", null);
  }

  /** The weights over the rows used, or null. */
  double[] weights() {
    if (!rows.has(WEIGHTS)) {
      return null;
    }
    double[] w = rows.numbers(WEIGHTS);
    for (int i = 0; i < w.length; i++) {
      if (!(w[i] >= 0) || Double.isInfinite(w[i])) {
        throw weightError(
            "The weight in row " + (rows.used()[i] + 1) + " is not a positive number.", null);
      }
    }
    if (Arrays.stream(w).allMatch(v -> v == 0)) {
      throw weightError("All weights are zero: no row counts.", "Leave weights out.");
    }
    long zeros = Arrays.stream(w).filter(v -> v == 0).count();
    if (zeros > 0) {
      notes.add(
          Diagnostic.note(
              "zero-weights",
              zeros
                  + " of "
                  + w.length
                  + (zeros == 1 ? " rows has" : " rows have")
                  + " weight zero: "
                  + (zeros == 1 ? "it has a fitted value" : "they have fitted values")
                  + " but no say in the fit, and"
                  + (zeros == 1 ? " is" : " are")
                  + " not counted among its observations."));
    }
    return w;
  }

  private DesignException weightError(String message, String suggestion) {
    return options
        .weights()
        .map(e -> new DesignException(e.source(), e.tree().span(), message, suggestion))
        .orElseGet(() -> error(formula.span(), message, suggestion));
  }

  /** The sum of all offsets over the rows used, or null. */
  double[] offset() {
    double[] sum = rows.has(OFFSET) ? rows.numbers(OFFSET).clone() : null;
    for (Expr.Call c : terms.offsets()) {
      if (!(rows.value(c) instanceof Value.Numbers n)) {
        throw error(c.span(), c.text() + " is not numbers.", null);
      }
      double[] own = n.values();
      if (sum == null) {
        sum = own.clone();
      } else {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += own[i];
        }
      }
    }
    return sum;
  }

  DesignException error(Span span, String message, String suggestion) {
    return new DesignException(formula.source(), span, message, suggestion);
  }
}
