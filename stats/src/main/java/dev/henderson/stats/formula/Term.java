package dev.henderson.stats.formula;

import java.util.List;
import java.util.stream.Collectors;

/** A term of a model, after R's term algebra. Syntax only. */
public sealed interface Term {
  /** The label as R's {@code term.labels}. */
  String label();

  /** A term of the linear predictor: a product of one or more variables. */
  sealed interface FixedEffect extends Term {
    /** The variables of the term, in order of first appearance in the formula. */
    List<Expr> variables();

    /** The number of variables: 1 for a main effect. */
    default int order() {
      return variables().size();
    }
  }

  /** The intercept, a column of ones. */
  record Intercept() implements Term {
    @Override
    public String label() {
      return "(Intercept)";
    }
  }

  /**
   * A column of the data.
   *
   * @param column its name
   */
  record Variable(Expr.Name column) implements FixedEffect {
    @Override
    public String label() {
      return column.text();
    }

    @Override
    public List<Expr> variables() {
      return List.of(column);
    }
  }

  /**
   * A function of columns, such as {@code log(x)}.
   *
   * @param expression the call
   */
  record Call(Expr expression) implements FixedEffect {
    @Override
    public String label() {
      return expression.text();
    }

    @Override
    public List<Expr> variables() {
      return List.of(expression);
    }
  }

  /**
   * An interaction {@code a:b}.
   *
   * @param variables two or more
   */
  record Interaction(List<Expr> variables) implements FixedEffect {
    /** Copies the list. */
    public Interaction {
      variables = List.copyOf(variables);
    }

    @Override
    public String label() {
      return variables.stream().map(Expr::text).collect(Collectors.joining(":"));
    }
  }

  /**
   * A random-effects term {@code (effects | group)} with one grouping; a nested grouping {@code
   * a/b} has become two of these.
   *
   * @param effects the left side as written
   * @param group the variables whose combinations are the levels, outer first
   * @param correlated false for {@code ||}
   * @param span where it stands
   */
  record RandomEffects(Expr effects, List<Expr> group, boolean correlated, Span span)
      implements Term {
    /** Copies the list. */
    public RandomEffects {
      group = List.copyOf(group);
    }

    /** The name of the grouping: {@code batch:cask}. */
    public String groupName() {
      return group.stream().map(Expr::text).collect(Collectors.joining(":"));
    }

    @Override
    public String label() {
      return effects.text() + (correlated ? " | " : " || ") + groupName();
    }
  }

  /**
   * The strata of {@code Error(...)}.
   *
   * @param expression what it holds
   * @param span where it stands
   */
  record ErrorTerm(Expr expression, Span span) implements Term {
    @Override
    public String label() {
      return "Error(" + expression.text() + ")";
    }
  }

  /** The term with the given variables. */
  static FixedEffect of(List<Expr> variables) {
    if (variables.size() > 1) {
      return new Interaction(variables);
    }
    return variables.get(0) instanceof Expr.Name n ? new Variable(n) : new Call(variables.get(0));
  }
}
