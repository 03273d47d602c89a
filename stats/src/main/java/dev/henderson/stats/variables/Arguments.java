package dev.henderson.stats.variables;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.text.NearestNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of a call, matched to the names of a function's parameters as R does. */
final class Arguments {
  private final Evaluator eval;
  private final Expr.Call call;
  private final Map<String, Expr> byName = new HashMap<>();
  private final List<Expr> rest = new ArrayList<>();

  /** Matches; a parameter {@code ...} takes all further positional arguments. */
  Arguments(Evaluator eval, Expr.Call call, String... parameters) {
    this.eval = eval;
    this.call = call;
    List<String> free = new ArrayList<>(List.of(parameters));
    boolean open = free.remove("...");
    for (Expr.Argument a : call.arguments()) {
      if (a.name() != null) {
        if (!free.remove(a.name())) {
          List<String> near = NearestNames.of(a.name(), List.of(parameters));
          throw eval.error(
              a.value().span(),
              call.function() + "() has no argument " + a.name() + ".",
              near.isEmpty()
                  ? "Its arguments are " + String.join(", ", parameters) + "."
                  : "Did you mean " + near.get(0) + "?");
        }
        byName.put(a.name(), a.value());
      }
    }
    int dots = List.of(parameters).indexOf("...");
    for (Expr.Argument a : call.arguments()) {
      if (a.name() != null) {
        continue;
      }
      if (!free.isEmpty() && !(open && isAfterDots(parameters, dots, free.get(0)))) {
        byName.put(free.remove(0), a.value());
      } else if (open) {
        rest.add(a.value());
      } else {
        throw eval.error(a.value().span(), call.function() + "() has too many arguments.", null);
      }
    }
  }

  private static boolean isAfterDots(String[] parameters, int dots, String name) {
    return List.of(parameters).indexOf(name) > dots;
  }

  Expr.Call call() {
    return call;
  }

  Optional<Expr> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  List<Expr> rest() {
    return rest;
  }

  Expr require(String name) {
    Expr e = byName.get(name);
    if (e == null) {
      throw eval.error(call.span(), call.function() + "() needs an argument " + name + ".", null);
    }
    return e;
  }

  boolean flag(String name, boolean otherwise) {
    Expr e = byName.get(name);
    if (e == null) {
      return otherwise;
    }
    if (e instanceof Expr.Bool b) {
      return b.value();
    }
    if (e instanceof Expr.Name n && (n.name().equals("T") || n.name().equals("F"))) {
      return n.name().equals("T");
    }
    throw eval.error(e.span(), name + " should be TRUE or FALSE.", null);
  }

  Optional<double[]> numbers(String name) {
    return get(name)
        .map(
            e -> {
              Value.Numbers n = eval.numbers(e);
              if (!n.constant) {
                throw eval.error(e.span(), name + " should be numbers, not a column.", null);
              }
              return n.values();
            });
  }

  int whole(String name, int otherwise) {
    if (get(name).isEmpty()) {
      return otherwise;
    }
    double value = eval.scalar(byName.get(name), name);
    if (value != Math.rint(value) || Math.abs(value) > 1e6) {
      throw eval.error(byName.get(name).span(), name + " should be a whole number.", null);
    }
    return (int) value;
  }

  /** Labels: texts, numbers or names. */
  Optional<List<String>> labels(String name) {
    return get(name).map(e -> labels(e));
  }

  private List<String> labels(Expr e) {
    Expr bare = e.bare();
    if (bare instanceof Expr.Text t) {
      return List.of(t.value());
    } else if (bare instanceof Expr.Name n) {
      return List.of(n.name());
    } else if (bare instanceof Expr.Bool b) {
      return List.of(b.value() ? "TRUE" : "FALSE");
    } else if (bare instanceof Expr.Call c && c.function().equals("c")) {
      List<String> out = new ArrayList<>();
      c.arguments().forEach(a -> out.addAll(labels(a.value())));
      return out;
    }
    Value v = eval.evaluate(bare);
    if (v instanceof Value.Numbers n && n.constant) {
      List<String> out = new ArrayList<>();
      for (double x : n.values()) {
        out.add(dev.henderson.stats.frame.NumericColumn.numberLabel(x));
      }
      return out;
    }
    throw eval.error(e.span(), "Labels are expected here, as in c(\"low\", \"high\").", null);
  }
}
