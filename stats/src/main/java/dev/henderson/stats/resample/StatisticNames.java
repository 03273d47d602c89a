package dev.henderson.stats.resample;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.model.VarCorr;
import dev.henderson.stats.text.NearestNames;
import dev.henderson.stats.variation.VarianceShares;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * The names a statistic of a fit may use, and expressions of them.
 *
 * <p>They are those of {@code confint} ({@code sigma}, {@code Days}, {@code `sd_Days|Subject`}),
 * {@code sd__Subject} and {@code cor__Subject} for the only (or the intercept's) standard deviation
 * and the only correlation of a grouping, {@code sd__Subject.Days} for others, and {@code icc, r2m,
 * r2c, criterion}.
 */
final class StatisticNames {
  private static final Map<String, DoubleUnaryOperator> FUNCTIONS =
      Map.of(
          "log",
          Math::log,
          "exp",
          Math::exp,
          "sqrt",
          Math::sqrt,
          "abs",
          Math::abs,
          "log10",
          Math::log10,
          "tanh",
          Math::tanh,
          "atanh",
          x -> 0.5 * Math.log((1 + x) / (1 - x)));

  private static final Map<String, DoubleBinaryOperator> OPERATORS =
      Map.of(
          "+", Double::sum,
          "-", (a, b) -> a - b,
          "*", (a, b) -> a * b,
          "/", (a, b) -> a / b,
          "^", Math::pow);

  private final Map<String, ToDoubleFunction<EstimateVector>> known = new LinkedHashMap<>();

  /** The names as a user is told them: one for each number. */
  private final List<String> told = new ArrayList<>();

  StatisticNames(LmmFit fit) {
    int at = 0;
    Map<String, Integer> effects = new LinkedHashMap<>();
    Map<String, Integer> correlations = new LinkedHashMap<>();
    List<int[]> starts = new ArrayList<>();
    for (VarCorr term : fit.varCorr()) {
      effects.merge(term.group(), term.size(), Integer::sum);
      correlations.merge(
          term.group(), term.correlated() ? term.size() * (term.size() - 1) / 2 : 0, Integer::sum);
    }
    for (VarCorr term : fit.varCorr()) {
      int[] places = new int[term.size() * term.size()];
      for (int i = 0; i < term.size(); i++) {
        String effect = term.effects().get(i);
        places[i * term.size() + i] = at;
        boolean plain = effects.get(term.group()) == 1 || effect.equals("(Intercept)");
        place(at, "sd_" + effect + "|" + term.group());
        String shortName = "sd__" + term.group() + (plain ? "" : "." + effect);
        place(at, shortName);
        told.add(shortName);
        at++;
        for (int j = i + 1; term.correlated() && j < term.size(); j++) {
          String name = "cor_" + term.effects().get(j) + "." + effect + "|" + term.group();
          place(at, name);
          if (correlations.get(term.group()) == 1) {
            place(at, "cor__" + term.group());
            told.add("cor__" + term.group());
          } else {
            told.add("`" + name + "`");
          }
          places[i * term.size() + j] = at;
          places[j * term.size() + i] = at;
          at++;
        }
      }
      starts.add(places);
    }
    int sigma = at++;
    place(sigma, "sigma");
    told.add("sigma");
    int firstFixed = at;
    for (int j = 0; j < fit.fixef().size(); j++) {
      if (!fit.fixef().isAliased(j)) {
        String name = fit.fixef().names().get(j);
        place(at++, name);
        told.add(isPlain(name) ? name : "`" + name + "`");
      }
    }
    shares(fit, starts, sigma, firstFixed);
    known.put("criterion", EstimateVector::criterion);
    told.addAll(List.of("icc", "r2m", "r2c", "criterion"));
  }

  private void place(int at, String name) {
    known.putIfAbsent(name, v -> v.value(at));
  }

  private void shares(LmmFit fit, List<int[]> places, int sigma, int firstFixed) {
    VarianceShares.Moments moments = VarianceShares.Moments.of(fit);
    int p = fit.fixef().size();
    boolean[] aliased = new boolean[p];
    for (int j = 0; j < p; j++) {
      aliased[j] = fit.fixef().isAliased(j);
    }
    boolean[] correlated = new boolean[places.size()];
    for (int t = 0; t < correlated.length; t++) {
      correlated[t] = fit.varCorr().get(t).correlated();
    }
    java.util.function.Function<EstimateVector, VarianceShares> shares =
        v -> {
          double[] beta = new double[p];
          int at = firstFixed;
          for (int j = 0; j < p; j++) {
            beta[j] = aliased[j] ? 0 : v.value(at++);
          }
          List<double[]> covariances = new ArrayList<>();
          for (int t = 0; t < places.size(); t++) {
            covariances.add(covariance(v, places.get(t), correlated[t]));
          }
          return moments.shares(beta, covariances, v.value(sigma));
        };
    known.putIfAbsent("icc", v -> shares.apply(v).icc());
    known.putIfAbsent("r2m", v -> shares.apply(v).marginalR2());
    known.putIfAbsent("r2c", v -> shares.apply(v).conditionalR2());
  }

  private static double[] covariance(EstimateVector v, int[] places, boolean correlated) {
    int k = (int) Math.round(Math.sqrt(places.length));
    double[] out = new double[k * k];
    for (int i = 0; i < k; i++) {
      double a = v.value(places[i * k + i]);
      out[i * k + i] = a * a;
      for (int j = 0; correlated && j < i; j++) {
        double b = v.value(places[j * k + j]);
        // The correlation with an effect that does not vary is not a number, the covariance zero.
        double c = a == 0 || b == 0 ? 0 : v.value(places[i * k + j]) * a * b;
        out[i * k + j] = c;
        out[j * k + i] = c;
      }
    }
    return out;
  }

  private static boolean isPlain(String name) {
    return name.matches("[A-Za-z.][A-Za-z0-9._]*");
  }

  /** An expression as a function of estimates. */
  ToDoubleFunction<EstimateVector> compile(Expression expression) {
    return compile(expression.source(), expression.tree());
  }

  private ToDoubleFunction<EstimateVector> compile(String source, Expr e) {
    if (e instanceof Expr.Paren p) {
      return compile(source, p.inner());
    } else if (e instanceof Expr.Num n) {
      return v -> n.value();
    } else if (e instanceof Expr.Name n) {
      return named(source, n.name(), n.span());
    } else if (e instanceof Expr.Text t) {
      return named(source, t.value(), t.span());
    } else if (e instanceof Expr.Unary u && "+-".contains(u.operator())) {
      ToDoubleFunction<EstimateVector> operand = compile(source, u.operand());
      double sign = u.operator().equals("-") ? -1 : 1;
      return v -> sign * operand.applyAsDouble(v);
    } else if (e instanceof Expr.Binary b && OPERATORS.containsKey(b.operator())) {
      ToDoubleFunction<EstimateVector> left = compile(source, b.left());
      ToDoubleFunction<EstimateVector> right = compile(source, b.right());
      DoubleBinaryOperator operator = OPERATORS.get(b.operator());
      return v -> operator.applyAsDouble(left.applyAsDouble(v), right.applyAsDouble(v));
    } else if (e instanceof Expr.Call c) {
      return called(source, c);
    }
    throw new FormulaException(
        "statistic",
        source,
        e.span(),
        "A statistic is made of numbers, names and + - * / ^; " + e.text() + " is none.",
        "Such as Days / sigma.");
  }

  private ToDoubleFunction<EstimateVector> named(String source, String name, Span span) {
    ToDoubleFunction<EstimateVector> value = known.get(name);
    if (value == null && name.equals("Intercept")) {
      value = known.get("(Intercept)");
    }
    if (value == null) {
      List<String> near = NearestNames.of(name, known.keySet());
      throw new FormulaException(
          "unknown-statistic",
          source,
          span,
          "The fit has no number called " + name + ".",
          (near.isEmpty() ? "" : "Did you mean " + String.join(", ", near) + "? ")
              + "There are "
              + String.join(", ", told)
              + ".");
    }
    return value;
  }

  private ToDoubleFunction<EstimateVector> called(String source, Expr.Call c) {
    DoubleUnaryOperator function = FUNCTIONS.get(c.function());
    if (function == null || c.arguments().size() != 1) {
      throw new FormulaException(
          "statistic",
          source,
          c.functionSpan(),
          function == null
              ? "A statistic knows no function " + c.function() + "()."
              : c.function() + "() takes one number here.",
          "There are abs, atanh, exp, log, log10, sqrt, tanh; from Java any function of a fit:"
              + " m.bootstrap(1000, 1, fit -> ...).");
    }
    ToDoubleFunction<EstimateVector> argument = compile(source, c.arguments().get(0).value());
    return v -> function.applyAsDouble(argument.applyAsDouble(v));
  }
}
