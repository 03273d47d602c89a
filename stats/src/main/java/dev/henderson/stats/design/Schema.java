package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.variables.ContrastCoding;
import dev.henderson.stats.variables.DesignException;
import dev.henderson.stats.variables.Evaluator;
import dev.henderson.stats.variables.Levelled;
import dev.henderson.stats.variables.Memory;
import dev.henderson.stats.variables.UnknownVariableException;
import dev.henderson.stats.variables.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the data said of each variable of a formula: whether it is numbers or levels, which levels,
 * and what its functions learned. Made once, with the model, and used for new data.
 */
public final class Schema {
  /**
   * A variable as the model knows it.
   *
   * @param name as written: {@code log(x)}
   * @param kind {@code numeric} or {@code factor}
   * @param columns how many numeric columns it has; 1 unless it is {@code poly()} or the like
   * @param levels its levels in order; empty for numbers
   * @param ordered whether the order of the levels means something
   */
  public record Variable(
      String name, String kind, int columns, List<String> levels, boolean ordered) {
    /** Copies the list. */
    public Variable {
      levels = List.copyOf(levels);
    }

    boolean isFactor() {
      return kind.equals("factor");
    }
  }

  private final String source;
  private final FormulaTerms terms;
  private final List<FormulaTerms> effects;
  private final Map<String, ContrastCoding> contrasts;
  private final ColumnNames names;
  private final Memory memory;
  private final Expression offset;
  private final boolean offsetByRow;
  private final Map<String, Variable> variables = new LinkedHashMap<>();

  Schema(DesignBuilder b) {
    this.source = b.formula.source();
    this.terms = b.terms;
    this.effects = List.copyOf(b.effects);
    this.contrasts = b.options.contrasts();
    this.names = b.options.columnNames();
    this.memory = b.memory;
    this.offset = b.options.offset().orElse(null);
    this.offsetByRow = b.options.offsetValues() != null;
    List<Expr> all = new ArrayList<>(terms.variables());
    effects.forEach(e -> all.addAll(e.variables()));
    for (Expr e : all) {
      variables.computeIfAbsent(e.text(), name -> describe(name, b.matrices.value(e)));
    }
  }

  private static Variable describe(String name, Value v) {
    if (v instanceof Value.Levels l) {
      return new Variable(name, "factor", 0, l.labels(), l.isOrdered());
    }
    int columns = v instanceof Value.Columns c ? c.columns().length : 1;
    return new Variable(name, "numeric", columns, List.of(), false);
  }

  /** The variables in order of first appearance, the response left out. */
  public List<Variable> variables() {
    return List.copyOf(variables.values());
  }

  /**
   * The fixed-effects matrix of new data, with the columns the model had: one row per row of the
   * frame, NaN where a variable is missing.
   *
   * @throws UnknownVariableException if a column is missing
   * @throws DesignException if a factor has a level the model has not seen, or what was numbers is
   *     a factor now
   */
  public ModelMatrix fixedMatrix(ModelFrame newData) {
    return builder(terms, newData).build(terms).matrix();
  }

  /** The fixed-effects matrix of new data in contrasts that sum to zero over the levels. */
  ModelMatrix sumCodedMatrix(FormulaTerms fixed, ModelFrame newData) {
    return builder(fixed, newData).sumCoded().build(fixed).matrix();
  }

  /** The matrix of the left side of a random-effects term over new data. */
  public ModelMatrix effectsMatrix(int term, ModelFrame newData) {
    FormulaTerms own = effects.get(term);
    return builder(own, newData).build(own).matrix();
  }

  /**
   * The sum of the offsets over new data; zeros where there are none.
   *
   * @throws DesignException if an offset was given as numbers, which say nothing of new rows
   */
  public double[] offset(ModelFrame newData) {
    if (offsetByRow) {
      throw new DesignException(
          source,
          Span.at(0),
          "The offset of the fit was given row by row, and is not known for new rows.",
          "Fit with offset(...) in the formula.");
    }
    double[] out = new double[newData.rows()];
    Evaluator evaluator = new Evaluator(source, newData, memory);
    for (Expr.Call c : terms.offsets()) {
      add(evaluator.rowNumbers(c), out);
    }
    if (offset != null) {
      add(new Evaluator(offset.source(), newData, memory).rowNumbers(offset.tree()), out);
    }
    return out;
  }

  private static void add(double[] own, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] += own[i];
    }
  }

  private MatrixBuilder builder(FormulaTerms of, ModelFrame newData) {
    DesignRows rows = new DesignRows(new Evaluator(source, newData, memory));
    for (Expr e : of.variables()) {
      boolean used = of.fixed().stream().anyMatch(t -> t.variables().contains(e));
      if (used) {
        rows.add(e);
      }
    }
    rows.closeKeepingAll(variables);
    return new MatrixBuilder(rows, contrasts, names);
  }

  /**
   * The level of a grouping for each row of new data.
   *
   * @param variables of the grouping, outer first
   * @param group the grouping of the model
   * @return indices into its levels; -1 where the level is new or missing
   */
  public int[] groupIndices(List<Expr> variables, GroupingFactor group, ModelFrame newData) {
    Evaluator evaluator = new Evaluator(source, newData, memory);
    List<Value.Levels> parts = new ArrayList<>();
    for (Expr e : variables) {
      parts.add(Levelled.of(evaluator, evaluator.evaluate(e), e));
    }
    Map<String, Integer> place = new LinkedHashMap<>();
    for (int i = 0; i < group.levelCount(); i++) {
      place.put(group.levels().get(i), i);
    }
    int[] out = new int[newData.rows()];
    for (int i = 0; i < out.length; i++) {
      StringBuilder label = new StringBuilder();
      boolean missing = false;
      for (Value.Levels part : parts) {
        missing |= part.codes()[i] < 0;
        label
            .append(label.isEmpty() ? "" : ":")
            .append(part.codes()[i] < 0 ? "" : part.labels().get(part.codes()[i]));
      }
      out[i] = missing ? -1 : place.getOrDefault(label.toString(), -1);
    }
    return out;
  }
}
