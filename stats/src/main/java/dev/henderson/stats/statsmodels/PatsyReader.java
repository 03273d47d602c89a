package dev.henderson.stats.statsmodels;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.FormulaSyntaxException;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.NumericColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rewrites patsy's formulas in R's words: {@code C(A, Treatment("b"))} becomes {@code
 * relevel(factor(A), ref = "b")}, {@code np.log(x)} becomes {@code log(x)}. Every node keeps the
 * span of what it was made of, so that errors are shown where the user typed; what was written is
 * remembered for the names of columns.
 */
final class PatsyReader {
  private static final Map<String, String> NUMPY =
      Map.of(
          "absolute", "abs",
          "ceil", "ceiling",
          "maximum", "pmax",
          "minimum", "pmin",
          "where", "ifelse",
          "isnan", "is.na");

  private static final Map<String, String> CONTRASTS =
      Map.of("Sum", "sum", "Helmert", "helmert", "Poly", "poly", "Diff", "contr.sdif");

  private final String source;
  private final ModelFrame frame;
  private final Map<String, String> written = new HashMap<>();
  private final List<List<String>> products = new ArrayList<>();

  PatsyReader(String source, ModelFrame frame) {
    this.source = source;
    this.frame = frame;
  }

  /** The names of all that was read. */
  PatsyNames names() {
    return new PatsyNames(written, products);
  }

  /** Terms in R's words. */
  Expr terms(Expr e) {
    if (e instanceof Expr.Paren p) {
      return new Expr.Paren(terms(p.inner()), p.span());
    } else if (e instanceof Expr.Unary u) {
      return new Expr.Unary(u.operator(), terms(u.operand()), u.span());
    } else if (e instanceof Expr.Binary b) {
      boolean bar = b.operator().equals("|") || b.operator().equals("||");
      Expr left = terms(b.left());
      Expr right = bar ? grouping(b.right()) : terms(b.right());
      Expr out = new Expr.Binary(b.operator(), left, right, b.operatorSpan(), b.span());
      if (b.operator().equals(":")) {
        remember(out);
      }
      return out;
    } else if (e instanceof Expr.Name || e instanceof Expr.Call) {
      Expr out = e instanceof Expr.Name n ? column(n) : arithmetic(e);
      written.put(out.text(), PatsyText.of(e, source));
      return out;
    }
    return e;
  }

  /** The order in which an interaction was written: patsy keeps it in names, R does not. */
  private void remember(Expr product) {
    List<String> parts = new ArrayList<>();
    if (flatten(product, parts)) {
      products.add(parts);
    }
  }

  private static boolean flatten(Expr e, List<String> into) {
    Expr bare = e.bare();
    if (bare instanceof Expr.Binary b) {
      return b.operator().equals(":") && flatten(b.left(), into) && flatten(b.right(), into);
    }
    into.add(bare.text());
    return bare instanceof Expr.Name || bare instanceof Expr.Call;
  }

  /** A grouping; {@code C(id)}, by now {@code factor(id)}, is id: every grouping is a factor. */
  Expr grouping(Expr e) {
    if (e instanceof Expr.Paren p) {
      return new Expr.Paren(grouping(p.inner()), p.span());
    } else if (e instanceof Expr.Binary b) {
      return new Expr.Binary(
          b.operator(), grouping(b.left()), grouping(b.right()), b.operatorSpan(), b.span());
    }
    Expr out = e instanceof Expr.Call ? arithmetic(e) : e;
    return factorOf(out);
  }

  /** What a factor is made of. */
  static Expr factorOf(Expr e) {
    Expr out = e;
    while (out instanceof Expr.Call c && Set.of("factor", "relevel", "C").contains(c.function())) {
      out = c.arguments().get(0).value();
    }
    return out;
  }

  /** Whether a variable, in R's words, makes a factor of its own accord. */
  boolean isFactor(Expr e) {
    if (e instanceof Expr.Name n && frame.has(n.name())) {
      return !(frame.column(n.name()) instanceof NumericColumn);
    }
    return e instanceof Expr.Call c
        && Set.of("factor", "relevel", "C", "interaction", "cut").contains(c.function());
  }

  /** A column; the order of a factor's levels means nothing to patsy's default contrasts. */
  private Expr column(Expr.Name n) {
    return isOrdered(n) ? new Expr.Call("factor", unordered(n), n.span(), n.span()) : n;
  }

  private static List<Expr.Argument> unordered(Expr x) {
    return List.of(
        new Expr.Argument(null, x), new Expr.Argument("ordered", new Expr.Bool(false, x.span())));
  }

  private boolean isOrdered(Expr e) {
    return e instanceof Expr.Name n
        && frame.has(n.name())
        && frame.column(n.name()) instanceof CategoricalColumn c
        && c.isOrdered();
  }

  /** What stands inside a function, in R's words. */
  Expr arithmetic(Expr e) {
    if (e instanceof Expr.Paren p) {
      return new Expr.Paren(arithmetic(p.inner()), p.span());
    } else if (e instanceof Expr.Unary u) {
      return new Expr.Unary(u.operator(), arithmetic(u.operand()), u.span());
    } else if (e instanceof Expr.Binary b) {
      return new Expr.Binary(
          b.operator(), arithmetic(b.left()), arithmetic(b.right()), b.operatorSpan(), b.span());
    } else if (e instanceof Expr.Listing l && !l.map()) {
      return new Expr.Call("c", inner(l.entries()), l.span(), l.span());
    } else if (e instanceof Expr.Call c) {
      return function(c);
    }
    return e;
  }

  private List<Expr.Argument> inner(List<Expr.Argument> arguments) {
    return arguments.stream().map(a -> new Expr.Argument(a.name(), arithmetic(a.value()))).toList();
  }

  private Expr function(Expr.Call c) {
    String name = c.function().replaceFirst("^(np|numpy|math|patsy)\\.", "");
    return switch (name) {
      case "C" -> factor(c);
      case "Q" -> quoted(c);
      case "center" ->
          new Expr.Call(
              "scale",
              List.of(
                  inner(c.arguments()).get(0),
                  new Expr.Argument("scale", new Expr.Bool(false, c.span()))),
              c.functionSpan(),
              c.span());
      case "standardize", "scale" ->
          throw error(
              c.span(),
              name + "() divides by n where R's scale() divides by n − 1, so it is not read.",
              "Write center(x), or make the column in the table.");
      case "bs" -> spline(c);
      default ->
          new Expr.Call(
              NUMPY.getOrDefault(name, name), inner(c.arguments()), c.functionSpan(), c.span());
    };
  }

  private Expr quoted(Expr.Call c) {
    if (c.arguments().size() == 1 && c.arguments().get(0).value() instanceof Expr.Text t) {
      return new Expr.Name(t.value(), t.span());
    }
    throw error(c.span(), "Q() takes a column's name in quotes.", null);
  }

  private Expr spline(Expr.Call c) {
    List<Expr.Argument> out = new ArrayList<>();
    for (Expr.Argument a : inner(c.arguments())) {
      if (a.name() != null && a.name().endsWith("_bound")) {
        throw error(a.value().span(), "The bounds of bs() are not read.", "Leave them out.");
      }
      boolean intercept = "include_intercept".equals(a.name());
      out.add(intercept ? new Expr.Argument("intercept", a.value()) : a);
    }
    return new Expr.Call("bs", out, c.functionSpan(), c.span());
  }

  /** {@code C(x)}, {@code C(x, Sum)}, {@code C(x, Treatment("b"), levels=[...])}. */
  private Expr factor(Expr.Call c) {
    Map<String, Expr> given = new HashMap<>();
    List<String> free = new ArrayList<>(List.of("data", "contrast", "levels"));
    for (Expr.Argument a : c.arguments()) {
      String name = a.name() == null ? free.isEmpty() ? "" : free.get(0) : a.name();
      if (!free.remove(name)) {
        throw error(
            a.value().span(),
            "C() takes data, contrast and levels.",
            "Write C(x), C(x, Sum) or C(x, Treatment(\"b\")).");
      }
      given.put(name, a.value());
    }
    if (!given.containsKey("data")) {
      throw error(c.span(), "C() needs a column.", "Write C(x).");
    }
    Expr x = arithmetic(given.get("data"));
    List<Expr.Argument> arguments = new ArrayList<>();
    arguments.addAll(isOrdered(x) ? unordered(x) : List.of(new Expr.Argument(null, x)));
    if (given.containsKey("levels")) {
      arguments.add(new Expr.Argument("levels", arithmetic(given.get("levels"))));
    }
    Expr factor = new Expr.Call("factor", arguments, c.functionSpan(), c.span());
    Expr contrast = given.get("contrast");
    return contrast == null ? factor : coded(factor, contrast, c.span());
  }

  private Expr coded(Expr factor, Expr contrast, Span span) {
    String name =
        contrast instanceof Expr.Name n
            ? n.name()
            : contrast instanceof Expr.Call k ? k.function() : "";
    name = name.replaceFirst("^patsy\\.", "");
    List<Expr.Argument> given =
        contrast instanceof Expr.Call k ? k.arguments() : List.<Expr.Argument>of();
    if (name.equals("Treatment") && given.size() <= 1) {
      if (given.isEmpty()) {
        return factor;
      }
      Optional<String> level = level(given.get(0).value());
      if (level.isPresent()) {
        Expr ref = new Expr.Text(level.get(), given.get(0).value().span());
        return new Expr.Call(
            "relevel",
            List.of(new Expr.Argument(null, factor), new Expr.Argument("ref", ref)),
            span,
            span);
      }
    }
    if (CONTRASTS.containsKey(name) && given.isEmpty()) {
      return call("C", span, factor, new Expr.Name(CONTRASTS.get(name), contrast.span()));
    }
    throw error(
        contrast.span(),
        "These contrasts are not read.",
        "There are Treatment, Treatment(\"level\"), Sum, Helmert, Poly and Diff.");
  }

  private static Optional<String> level(Expr e) {
    if (e instanceof Expr.Text t) {
      return Optional.of(t.value());
    } else if (e instanceof Expr.Num n) {
      return Optional.of(NumericColumn.numberLabel(n.value()));
    } else if (e instanceof Expr.Bool b) {
      return Optional.of(b.value() ? "TRUE" : "FALSE");
    }
    return Optional.empty();
  }

  private static Expr.Call call(String function, Span span, Expr... arguments) {
    List<Expr.Argument> list = new ArrayList<>();
    for (Expr a : arguments) {
      list.add(new Expr.Argument(null, a));
    }
    return new Expr.Call(function, list, span, span);
  }

  FormulaSyntaxException error(Span span, String message, String suggestion) {
    return new FormulaSyntaxException(source, span, message, suggestion);
  }
}
