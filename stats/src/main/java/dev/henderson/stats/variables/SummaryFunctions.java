package dev.henderson.stats.variables;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.linalg.Quantile;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Functions of a whole column, such as its mean; the value of the data a model was made of is kept
 * for new data.
 */
final class SummaryFunctions {
  private SummaryFunctions() {}

  static void addTo(Map<String, Functions.Function> out) {
    summary(out, "mean", SummaryFunctions::mean);
    summary(out, "median", x -> quantile(x, 0.5));
    summary(out, "min", x -> Arrays.stream(x).min().orElse(Double.POSITIVE_INFINITY));
    summary(out, "max", x -> Arrays.stream(x).max().orElse(Double.NEGATIVE_INFINITY));
    summary(out, "sum", x -> Arrays.stream(x).sum());
    summary(out, "var", SummaryFunctions::variance);
    summary(out, "sd", x -> Math.sqrt(variance(x)));
    out.put("quantile", SummaryFunctions::quantile);
  }

  private static void summary(
      Map<String, Functions.Function> out, String name, ToDoubleFunction<double[]> of) {
    out.put(
        name,
        (eval, c) -> {
          Arguments a = new Arguments(eval, c, "x", "...", "na.rm");
          if (!a.rest().isEmpty()) {
            boolean rowwise = name.equals("min") || name.equals("max");
            throw eval.error(
                a.rest().get(0).span(),
                name + "() takes one column here.",
                rowwise ? "Row by row it is p" + name + "(x, y)." : null);
          }
          return constant(eval, c, () -> of.applyAsDouble(present(eval, a)));
        });
  }

  private static Value quantile(Evaluator eval, Expr.Call c) {
    Arguments a = new Arguments(eval, c, "x", "probs", "na.rm");
    double share = eval.scalar(a.require("probs"), "probs");
    if (!(share >= 0 && share <= 1)) {
      throw eval.error(a.require("probs").span(), "probs lies between 0 and 1.", null);
    }
    return constant(eval, c, () -> quantile(present(eval, a), share));
  }

  private static Value constant(
      Evaluator eval, Expr.Call c, java.util.function.Supplier<Double> value) {
    return Value.Numbers.constant(eval.memory().recall(c.text(), Double.class, value));
  }

  /** The values that are not missing; in R a single missing one makes the result missing. */
  private static double[] present(Evaluator eval, Arguments a) {
    Expr e = a.require("x");
    double[] x = eval.numbers(e).values();
    double[] out = Arrays.stream(x).filter(v -> !Double.isNaN(v)).toArray();
    int missing = x.length - out.length;
    if (missing > 0 && !a.flag("na.rm", false)) {
      throw eval.error(
          a.call().span(),
          e.text()
              + (missing == 1 ? " has a missing value" : " has " + missing + " missing values")
              + ", so that "
              + a.call().text()
              + " would be missing, too.",
          "Write "
              + a.call().text().replaceFirst("\\)\\s*$", ", na.rm = TRUE)")
              + " to leave them out.");
    }
    return out;
  }

  private static double mean(double[] x) {
    double mean = Arrays.stream(x).sum() / x.length;
    // A second pass, as R does, for the last digits.
    return mean + Arrays.stream(x).map(v -> v - mean).sum() / x.length;
  }

  private static double variance(double[] x) {
    double mean = mean(x);
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
  }

  private static double quantile(double[] x, double share) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    return Quantile.ofSorted(sorted, share);
  }
}
