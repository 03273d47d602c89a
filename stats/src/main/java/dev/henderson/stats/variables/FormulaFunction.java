package dev.henderson.stats.variables;

import java.util.List;

/**
 * A function that a formula may use, as completion and help show it.
 *
 * @param name as it is written
 * @param arguments their names, with the values of those that may be left out
 * @param what what it gives, in a few words
 */
public record FormulaFunction(String name, String arguments, String what) {
  private static final List<FormulaFunction> ALL =
      List.of(
          of("log", "x, base = e", "logarithm"),
          of("log2", "x", "logarithm to base 2"),
          of("log10", "x", "logarithm to base 10"),
          of("log1p", "x", "log(1 + x), accurate for small x"),
          of("exp", "x", "exponential"),
          of("expm1", "x", "exp(x) - 1, accurate for small x"),
          of("sqrt", "x", "square root"),
          of("abs", "x", "absolute value"),
          of("sin", "x", "sine"),
          of("cos", "x", "cosine"),
          of("tan", "x", "tangent"),
          of("floor", "x", "the largest whole number not above"),
          of("ceiling", "x", "the smallest whole number not below"),
          of("round", "x, digits = 0", "rounded, halves to even"),
          of("sign", "x", "-1, 0 or 1"),
          of("I", "x", "arithmetic as it is, not as formula operators"),
          of("factor", "x, levels, labels, exclude, ordered", "x as a categorical variable"),
          of("as.factor", "x", "x as a categorical variable"),
          of("ordered", "x, levels, labels", "x as a factor whose levels have an order"),
          of("C", "x, contr, base", "a factor with a coding of its own, such as C(x, sum)"),
          of("relevel", "x, ref", "a factor with another reference level"),
          of("interaction", "..., sep = \".\", drop = FALSE", "the combinations of factors"),
          of("dummy", "f, levelsToKeep", "indicator columns of a factor, without centring"),
          of("cut", "x, breaks, labels, right = TRUE", "a number in intervals, as a factor"),
          of("poly", "x, degree = 1, raw = FALSE", "orthogonal polynomials"),
          of("scale", "x, center = TRUE, scale = TRUE", "centred and divided by its SD"),
          of("standardize", "x", "centred and divided by its SD"),
          of("center", "x", "centred"),
          of("bs", "x, df, knots, degree = 3", "B-splines"),
          of("ns", "x, df, knots", "natural cubic splines"),
          of("offset", "x", "a known part of the mean"),
          of("ifelse", "test, yes, no", "yes where test holds, else no"),
          of("pmin", "x, y", "the smaller of two, row by row"),
          of("pmax", "x, y", "the larger of two, row by row"),
          of("is.na", "x", "where the value is missing"),
          of("as.numeric", "x", "x as a number"),
          of("as.integer", "x", "x as a number"),
          of("mean", "x, na.rm = FALSE", "the mean of all rows"),
          of("median", "x, na.rm = FALSE", "the median of all rows"),
          of("min", "x, na.rm = FALSE", "the smallest of all rows"),
          of("max", "x, na.rm = FALSE", "the largest of all rows"),
          of("sum", "x, na.rm = FALSE", "the sum of all rows"),
          of("sd", "x, na.rm = FALSE", "the standard deviation of all rows"),
          of("var", "x, na.rm = FALSE", "the variance of all rows"),
          of("quantile", "x, probs, na.rm = FALSE", "a quantile of all rows"),
          of("identity", "x", "x"),
          of("Q", "\"name\"", "a column whose name is no word"),
          of("c", "...", "several constants"),
          of("cbind", "...", "several columns side by side"));

  private static FormulaFunction of(String name, String arguments, String what) {
    return new FormulaFunction(name, arguments, what);
  }

  /** All functions, the frequent ones first. */
  public static List<FormulaFunction> all() {
    return ALL;
  }
}
