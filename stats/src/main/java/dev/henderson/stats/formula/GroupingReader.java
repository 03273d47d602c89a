package dev.henderson.stats.formula;

import java.util.ArrayList;
import java.util.List;

/** Reads the right side of a bar: a factor, {@code a:b}, {@code a/b}, or a function of columns. */
final class GroupingReader {
  private final String source;
  private final List<String> dotColumns;

  GroupingReader(String source, List<String> dotColumns) {
    this.source = source;
    this.dotColumns = dotColumns;
  }

  /** The groupings, outer first; each a list of variables whose combinations are its levels. */
  List<List<Expr>> read(Expr whole) {
    return read(whole, whole);
  }

  private List<List<Expr>> read(Expr e, Expr whole) {
    if (e instanceof Expr.Paren p) {
      return read(p.inner(), whole);
    }
    if (e instanceof Expr.Call c && !ExprParser.holdsTerms(c.function())) {
      return List.of(List.of(e));
    }
    if (e instanceof Expr.Name n) {
      if (n.name().equals(".") && dotColumns != null) {
        throw error(n.span(), "'.' is not a grouping factor.", "Name the column.");
      }
      return List.of(List.of(e));
    }
    if (e instanceof Expr.Binary b) {
      switch (b.operator()) {
        case ":" -> {
          return List.of(join(single(b.left(), whole), single(b.right(), whole)));
        }
        case "%in%" -> {
          return List.of(join(single(b.right(), whole), single(b.left(), whole)));
        }
        case "/" -> {
          List<List<Expr>> outer = read(b.left(), whole);
          List<Expr> within = outer.get(outer.size() - 1);
          List<List<Expr>> out = new ArrayList<>(outer);
          for (List<Expr> inner : read(b.right(), whole)) {
            out.add(join(within, inner));
          }
          return out;
        }
        case "+", "*" -> {
          String a = b.left().text();
          String c = b.right().text();
          throw error(
              whole.span(),
              "'" + b.operator() + "' has no meaning in a grouping.",
              "Write (1 | "
                  + a
                  + ") + (1 | "
                  + c
                  + ") for crossed factors, or (1 | "
                  + a
                  + "/"
                  + c
                  + ") for "
                  + c
                  + " nested in "
                  + a
                  + ".");
        }
        default -> {}
      }
    }
    throw error(
        e.span(),
        "A grouping is a factor, not " + (e instanceof Expr.Num ? "a number" : "this") + ".",
        "Write (1 | group), (1 | a:b) or (1 | a/b).");
  }

  private List<Expr> single(Expr e, Expr whole) {
    List<List<Expr>> groups = read(e, whole);
    if (groups.size() > 1) {
      throw error(e.span(), "'/' cannot stand inside ':'.", "Write the groupings one by one.");
    }
    return groups.get(0);
  }

  private static List<Expr> join(List<Expr> outer, List<Expr> inner) {
    List<Expr> out = new ArrayList<>(outer);
    for (Expr e : inner) {
      if (out.stream().noneMatch(o -> o.sameAs(e))) {
        out.add(e);
      }
    }
    return out;
  }

  private FormulaSyntaxException error(Span span, String message, String suggestion) {
    return new FormulaSyntaxException(source, span, message, suggestion);
  }
}
