package dev.henderson.stats.statsmodels;

import dev.henderson.stats.formula.Expr;
import java.util.List;

/** Prints a part of a formula as patsy does in the names of columns: {@code I(x ** 2)}. */
final class PatsyText {
  private final String source;
  private final StringBuilder out = new StringBuilder();

  private PatsyText(String source) {
    this.source = source;
  }

  /**
   * The text of a tree.
   *
   * @param source what it was read from: texts and numbers stay as they were typed
   */
  static String of(Expr e, String source) {
    PatsyText text = new PatsyText(source);
    text.write(e);
    return text.out.toString();
  }

  private void write(Expr e) {
    if (e instanceof Expr.Unary u) {
      out.append(u.operator());
      write(u.operand());
    } else if (e instanceof Expr.Binary b) {
      write(b.left());
      out.append(' ').append(b.operator().equals("^") ? "**" : b.operator()).append(' ');
      write(b.right());
    } else if (e instanceof Expr.Paren p) {
      out.append('(');
      write(p.inner());
      out.append(')');
    } else if (e instanceof Expr.Call c) {
      out.append(c.function()).append('(');
      arguments(c.arguments());
      out.append(')');
    } else if (e instanceof Expr.Listing l && !l.map()) {
      out.append('[');
      arguments(l.entries());
      out.append(']');
    } else if (e instanceof Expr.Name n) {
      out.append(n.name());
    } else {
      out.append(e.span().of(source));
    }
  }

  private void arguments(List<Expr.Argument> arguments) {
    String separator = "";
    for (Expr.Argument a : arguments) {
      out.append(separator);
      separator = ", ";
      if (a.name() != null) {
        out.append(a.name()).append('=');
      }
      write(a.value());
    }
  }
}
