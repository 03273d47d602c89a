package dev.henderson.stats.formula;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A node of the syntax tree, shared by formulas, arithmetic inside function calls, and the values
 * of a call's options. Every node keeps its span in the source.
 */
public sealed interface Expr {
  /** Where the node stands in the source. */
  Span span();

  /** The text of the node with R's spacing, as R's {@code deparse}: {@code poly(x, 2)}. */
  default String text() {
    return Deparse.text(this);
  }

  /** Whether both trees say the same, wherever they stand. */
  default boolean sameAs(Expr other) {
    return Deparse.same(this, other);
  }

  /**
   * A column, level or option name; {@code .} stands for all other columns.
   *
   * @param name the name without back-quotes
   * @param span where it stands
   */
  record Name(String name, Span span) implements Expr {}

  /**
   * A number.
   *
   * @param value its value
   * @param span where it stands
   */
  record Num(double value, Span span) implements Expr {}

  /**
   * A quoted text.
   *
   * @param value the text without quotes and escapes
   * @param span where it stands
   */
  record Text(String value, Span span) implements Expr {}

  /**
   * TRUE or FALSE.
   *
   * @param value which of them
   * @param span where it stands
   */
  record Bool(boolean value, Span span) implements Expr {}

  /**
   * A sign or negation before an operand: {@code -x}, {@code +x}, {@code !x}; also a one-sided
   * formula {@code ~ x} as the value of an option.
   *
   * @param operator {@code + - ! ~}
   * @param operand what follows
   * @param span where it stands
   */
  record Unary(String operator, Expr operand, Span span) implements Expr {}

  /**
   * Two operands and an operator in its plain form ({@code **} is {@code ^}).
   *
   * @param operator {@code + - * / ^ : %in% | || == <}, ...
   * @param left what stands before
   * @param right what stands after
   * @param operatorSpan where the operator stands
   * @param span where the whole stands
   */
  record Binary(String operator, Expr left, Expr right, Span operatorSpan, Span span)
      implements Expr {}

  /**
   * An expression in parentheses.
   *
   * @param inner what they hold
   * @param span where it stands, parentheses included
   */
  record Paren(Expr inner, Span span) implements Expr {}

  /**
   * A function call.
   *
   * @param function name of the function
   * @param arguments its arguments in order
   * @param functionSpan where the name stands
   * @param span where the whole stands
   */
  record Call(String function, List<Argument> arguments, Span functionSpan, Span span)
      implements Expr {
    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * An argument of a call, named or not.
   *
   * @param name its name, or null
   * @param value its value
   */
  record Argument(String name, Expr value) {}

  /**
   * A part of something, as the value of an option: {@code toy["id"]}, {@code toy$id}.
   *
   * @param target what is indexed
   * @param key the key
   * @param span where the whole stands
   */
  record Index(Expr target, Expr key, Span span) implements Expr {}

  /**
   * A list as the value of an option: {@code ["a", "b"]}, {@code {A: sum}}.
   *
   * @param entries its entries in order; in a map each has a name
   * @param map whether it was written as a map
   * @param span where the whole stands
   */
  record Listing(List<Argument> entries, boolean map, Span span) implements Expr {
    /** Copies the list. */
    public Listing {
      entries = List.copyOf(entries);
    }
  }

  /** The node without parentheses around it. */
  default Expr bare() {
    Expr e = this;
    while (e instanceof Paren p) {
      e = p.inner();
    }
    return e;
  }

  /** The names of columns in it, {@code .} included, in order; names of functions are none. */
  default Set<String> names() {
    Set<String> out = new LinkedHashSet<>();
    collectNames(this, out);
    return out;
  }

  private static void collectNames(Expr e, Set<String> into) {
    if (e instanceof Name n) {
      into.add(n.name());
    } else if (e instanceof Paren p) {
      collectNames(p.inner(), into);
    } else if (e instanceof Unary u) {
      collectNames(u.operand(), into);
    } else if (e instanceof Binary b) {
      collectNames(b.left(), into);
      collectNames(b.right(), into);
    } else if (e instanceof Call c) {
      c.arguments().forEach(a -> collectNames(a.value(), into));
    }
  }
}
