package dev.henderson.stats.variables;

import dev.henderson.stats.formula.Expr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Functions that learn something from their column: polynomials, scaling, splines. */
final class BasisFunctions {
  private BasisFunctions() {}

  static void addTo(Map<String, Functions.Function> out) {
    out.put("poly", BasisFunctions::poly);
    out.put("scale", (eval, c) -> scale(eval, c, true));
    out.put("standardize", (eval, c) -> scale(eval, c, true));
    out.put("center", (eval, c) -> scale(eval, c, false));
    out.put("bs", (eval, c) -> spline(eval, c, false));
    out.put("ns", (eval, c) -> spline(eval, c, true));
  }

  private static Value poly(Evaluator eval, Expr.Call c) {
    Arguments a = new Arguments(eval, c, "x", "degree", "raw", "simple");
    Expr e = a.require("x");
    double[] x = eval.rowNumbers(e);
    for (String argument : List.of("degree", "raw")) {
      // R's poly(x, z, degree = 2) makes all products of two variables.
      if (a.get(argument).isPresent()
          && !a.require(argument).names().isEmpty()
          && !List.of("T", "F").contains(a.require(argument).text())) {
        throw eval.error(
            a.require(argument).span(),
            "poly() takes one variable here.",
            "Write poly(x, 2) + poly(z, 2), with x:z for their product.");
      }
    }
    int degree = a.whole("degree", 1);
    if (degree < 1) {
      throw eval.error(c.span(), "The degree of poly() is 1 or more.", null);
    }
    List<String> names = new ArrayList<>();
    for (int k = 1; k <= degree; k++) {
      // R names the single column of poly(x, 1) without a number, but of raw ones and others with
      names.add(degree == 1 ? "" : Integer.toString(k));
    }
    if (a.flag("raw", false)) {
      double[][] columns = new double[degree][x.length];
      for (int k = 0; k < degree; k++) {
        for (int i = 0; i < x.length; i++) {
          columns[k][i] = Math.pow(x[i], k + 1);
        }
      }
      return new Value.Columns(columns, names);
    }
    OrthogonalPolynomials p =
        eval.memory()
            .recall(
                c.text(),
                OrthogonalPolynomials.class,
                () -> {
                  requireDistinct(eval, c, x, degree);
                  return OrthogonalPolynomials.over(x, degree);
                });
    return new Value.Columns(p.at(x), names);
  }

  private static void requireDistinct(Evaluator eval, Expr.Call c, double[] x, int degree) {
    long distinct =
        Arrays.stream(x).filter(v -> !Double.isNaN(v)).distinct().limit(degree + 1).count();
    if (distinct <= degree) {
      throw eval.error(
          c.span(),
          "A polynomial of degree "
              + degree
              + " needs more than "
              + degree
              + " different values; there are "
              + distinct
              + ".",
          "Lower the degree.");
    }
  }

  private record Scaling(double center, double scale) {}

  private static Value scale(Evaluator eval, Expr.Call c, boolean divide) {
    Arguments a = new Arguments(eval, c, "x", "center", "scale");
    double[] x = eval.rowNumbers(a.require("x"));
    Scaling s = eval.memory().recall(c.text(), Scaling.class, () -> scaling(eval, a, x, divide));
    double[] out = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      out[i] = (x[i] - s.center) / s.scale;
    }
    return Value.Numbers.rows(out);
  }

  private static Scaling scaling(Evaluator eval, Arguments a, double[] x, boolean divide) {
    double[] present = Arrays.stream(x).filter(v -> !Double.isNaN(v)).toArray();
    double center = 0;
    Expr given = a.get("center").orElse(null);
    if (given != null && !(given instanceof Expr.Bool)) {
      center = eval.scalar(given, "center");
    } else if (a.flag("center", true)) {
      center = Arrays.stream(present).sum() / present.length;
      double rest = 0;
      for (double v : present) {
        rest += v - center;
      }
      center += rest / present.length;
    }
    double scale = 1;
    Expr by = a.get("scale").orElse(null);
    if (by != null && !(by instanceof Expr.Bool)) {
      scale = eval.scalar(by, "scale");
    } else if (a.flag("scale", divide)) {
      double sum = 0;
      for (double v : present) {
        sum += (v - center) * (v - center);
      }
      scale = Math.sqrt(sum / Math.max(1, present.length - 1));
      if (scale == 0) {
        throw eval.error(
            a.call().span(), "All values are the same, so they cannot be scaled.", null);
      }
    }
    return new Scaling(center, scale);
  }

  private static Value spline(Evaluator eval, Expr.Call c, boolean natural) {
    Arguments a =
        natural
            ? new Arguments(eval, c, "x", "df", "knots", "intercept", "Boundary.knots")
            : new Arguments(eval, c, "x", "df", "knots", "degree", "intercept", "Boundary.knots");
    double[] x = eval.rowNumbers(a.require("x"));
    SplineBasis basis =
        eval.memory()
            .recall(
                c.text(),
                SplineBasis.class,
                () -> {
                  try {
                    return SplineBasis.over(
                        x,
                        natural,
                        a.whole("df", -1),
                        a.numbers("knots").orElse(null),
                        natural ? 3 : a.whole("degree", 3),
                        a.flag("intercept", false),
                        a.numbers("Boundary.knots").orElse(null));
                  } catch (IllegalArgumentException e) {
                    throw eval.error(c.span(), e.getMessage(), null);
                  }
                });
    double[][] columns = basis.at(x);
    List<String> names = new ArrayList<>();
    for (int k = 1; k <= columns.length; k++) {
      names.add(Integer.toString(k));
    }
    return new Value.Columns(columns, names);
  }
}
