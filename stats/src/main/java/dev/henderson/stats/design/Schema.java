package dev.henderson.stats.design;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.FormulaTerms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the data said of each variable of a formula: whether it is numbers or levels, which levels,
 * and what its functions learned. Made once, with the model.
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
  }

  private final Map<String, Variable> variables = new LinkedHashMap<>();

  Schema(DesignBuilder b) {
    List<Expr> all = new ArrayList<>(b.terms.variables());
    for (FormulaTerms e : b.effects) {
      all.addAll(e.variables());
    }
    for (Expr e : all) {
      variables.computeIfAbsent(e.text(), name -> describe(name, b.matrices.value(e)));
    }
  }

  private static Variable describe(String name, Value v) {
    if (v instanceof Value.Levels l) {
      return new Variable(name, "factor", 0, l.labels, l.ordered);
    }
    int columns = v instanceof Value.Columns c ? c.columns.length : 1;
    return new Variable(name, "numeric", columns, List.of(), false);
  }

  /** The variables in order of first appearance, the response left out. */
  public List<Variable> variables() {
    return List.copyOf(variables.values());
  }
}
