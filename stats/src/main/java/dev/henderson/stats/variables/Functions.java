package dev.henderson.stats.variables;

import dev.henderson.stats.formula.Expr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** The functions a formula may use, by name. */
final class Functions {
  /** Computes a call. */
  interface Function {
    Value call(Evaluator eval, Expr.Call call);
  }

  private static final Map<String, Function> KNOWN = known();

  private Functions() {}

  static Iterable<String> names() {
    return KNOWN.keySet();
  }

  static Value call(Evaluator eval, Expr.Call call) {
    // np.log(x), as statsmodels' users write it
    Function f = KNOWN.get(call.function().replaceFirst("^(np|numpy|math|Math|base|stats)\\.", ""));
    if (f == null) {
      throw eval.unknownFunction(call, names());
    }
    return f.call(eval, call);
  }

  private static Map<String, Function> known() {
    Map<String, Function> out = new TreeMap<>();
    math(out, "exp", Math::exp);
    math(out, "expm1", Math::expm1);
    math(out, "log2", x -> log(x) / Math.log(2));
    math(out, "log10", Math::log10);
    math(out, "log1p", Math::log1p);
    math(out, "sqrt", Math::sqrt);
    math(out, "abs", Math::abs);
    math(out, "sin", Math::sin);
    math(out, "cos", Math::cos);
    math(out, "tan", Math::tan);
    math(out, "floor", Math::floor);
    math(out, "ceiling", Math::ceil);
    math(out, "sign", Math::signum);
    out.put("log", Functions::logarithm);
    out.put("round", Functions::round);
    out.put("I", (eval, c) -> eval.evaluate(new Arguments(eval, c, "x").require("x")));
    out.put("offset", (eval, c) -> eval.evaluate(new Arguments(eval, c, "x").require("x")));
    out.put("identity", (eval, c) -> eval.evaluate(new Arguments(eval, c, "x").require("x")));
    out.put("Q", Functions::quotedColumn);
    out.put("c", Functions::list);
    out.put("ifelse", Functions::ifElse);
    out.put("pmin", (eval, c) -> parallel(eval, c, true));
    out.put("pmax", (eval, c) -> parallel(eval, c, false));
    out.put("is.na", Functions::isMissing);
    out.put("cbind", Functions::bind);
    out.put("as.numeric", Functions::asNumeric);
    out.put("as.integer", Functions::asNumeric);
    FactorFunctions.addTo(out);
    BasisFunctions.addTo(out);
    SummaryFunctions.addTo(out);
    return Collections.unmodifiableMap(out);
  }

  private static void math(Map<String, Function> out, String name, DoubleUnaryOperator f) {
    out.put(name, (eval, c) -> map(eval.numbers(new Arguments(eval, c, "x").require("x")), f));
  }

  static Value.Numbers map(Value.Numbers x, DoubleUnaryOperator f) {
    double[] out = new double[x.size()];
    for (int i = 0; i < out.length; i++) {
      double v = x.at(i);
      out[i] = Double.isNaN(v) ? Double.NaN : f.applyAsDouble(v);
    }
    return new Value.Numbers(out, false, x.constant);
  }

  private static double log(double x) {
    return x < 0 ? Double.NaN : Math.log(x);
  }

  private static Value logarithm(Evaluator eval, Expr.Call c) {
    Arguments a = new Arguments(eval, c, "x", "base");
    Value.Numbers x = eval.numbers(a.require("x"));
    if (a.get("base").isEmpty()) {
      return map(x, Functions::log);
    }
    double base = Math.log(eval.scalar(a.require("base"), "the base"));
    return map(x, v -> log(v) / base);
  }

  private static Value round(Evaluator eval, Expr.Call c) {
    Arguments a = new Arguments(eval, c, "x", "digits");
    double unit = Math.pow(10, a.whole("digits", 0));
    return map(eval.numbers(a.require("x")), x -> round(x, unit));
  }

  /** The nearer of the two neighbours as doubles, on a tie the one with an even last digit. */
  private static double round(double x, double unit) {
    double below = Math.floor(x * unit);
    double down = below / unit;
    double up = Math.ceil(x * unit) / unit;
    boolean lower = x - down < up - x || (x - down == up - x && below % 2 == 0);
    return lower ? down : up;
  }

  /** patsy's quoting: {@code Q("my column")}. */
  private static Value quotedColumn(Evaluator eval, Expr.Call c) {
    Expr e = new Arguments(eval, c, "name").require("name");
    if (!(e instanceof Expr.Text t)) {
      throw eval.error(e.span(), "Q() takes a column's name in quotes.", null);
    }
    return eval.evaluate(new Expr.Name(t.value(), t.span()));
  }

  private static Value list(Evaluator eval, Expr.Call c) {
    List<String> texts = new ArrayList<>();
    List<Double> numbers = new ArrayList<>();
    for (Expr.Argument a : c.arguments()) {
      Value v = eval.evaluate(a.value());
      if (v instanceof Value.Texts t) {
        texts.addAll(t.texts());
      } else if (v instanceof Value.Numbers n && n.constant) {
        for (double x : n.values()) {
          numbers.add(x);
        }
      } else {
        throw eval.error(a.value().span(), "c() takes constants here, not columns.", null);
      }
    }
    if (!texts.isEmpty() && !numbers.isEmpty()) {
      throw eval.error(c.span(), "c() mixes texts and numbers.", null);
    }
    return texts.isEmpty()
        ? Value.Numbers.constant(numbers.stream().mapToDouble(x -> x).toArray())
        : new Value.Texts(texts);
  }

  private static Value ifElse(Evaluator eval, Expr.Call c) {
    Arguments a = new Arguments(eval, c, "test", "yes", "no");
    Value.Numbers test = rows(eval, a.require("test"));
    Value yes = eval.evaluate(a.require("yes"));
    Value no = eval.evaluate(a.require("no"));
    int n = eval.rows();
    if (yes instanceof Value.Texts y && no instanceof Value.Texts z) {
      List<String> labels =
          java.util.stream.Stream.of(y.texts().get(0), z.texts().get(0))
              .distinct()
              .sorted()
              .toList();
      int[] codes = new int[n];
      for (int i = 0; i < n; i++) {
        double t = test.at(i);
        String label = t != 0 ? y.texts().get(0) : z.texts().get(0);
        codes[i] = Double.isNaN(t) ? -1 : labels.indexOf(label);
      }
      return new Value.Levels(codes, labels, false, null);
    }
    Value.Numbers y = rows(eval, a.require("yes"));
    Value.Numbers z = rows(eval, a.require("no"));
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      double t = test.at(i);
      out[i] = Double.isNaN(t) ? Double.NaN : t != 0 ? y.at(i) : z.at(i);
    }
    return new Value.Numbers(out, y.logical && z.logical, false);
  }

  private static Value.Numbers rows(Evaluator eval, Expr e) {
    return (Value.Numbers) eval.perRow(eval.numbers(e), e);
  }

  private static Value parallel(Evaluator eval, Expr.Call c, boolean min) {
    Arguments a = new Arguments(eval, c, "...");
    if (a.rest().isEmpty()) {
      throw eval.error(c.span(), c.function() + "() needs arguments.", null);
    }
    Value.Numbers out = eval.numbers(a.rest().get(0));
    for (Expr e : a.rest().subList(1, a.rest().size())) {
      out = eval.combine(c.span(), out, eval.numbers(e), false, min ? Math::min : Math::max);
    }
    return out;
  }

  private static Value isMissing(Evaluator eval, Expr.Call c) {
    Expr e = new Arguments(eval, c, "x").require("x");
    Value v = eval.perRow(eval.evaluate(e), e);
    double[] out = new double[eval.rows()];
    for (int i = 0; i < out.length; i++) {
      boolean missing =
          v instanceof Value.Levels l
              ? l.codes[i] < 0
              : v instanceof Value.Numbers n && Double.isNaN(n.at(i));
      out[i] = missing ? 1 : 0;
    }
    return new Value.Numbers(out, true, false);
  }

  private static Value bind(Evaluator eval, Expr.Call c) {
    double[][] columns = new double[c.arguments().size()][];
    List<String> names = new ArrayList<>();
    for (int j = 0; j < columns.length; j++) {
      Expr.Argument a = c.arguments().get(j);
      columns[j] = eval.rowNumbers(a.value());
      boolean simple = a.value().bare() instanceof Expr.Name;
      names.add(a.name() != null ? a.name() : simple ? ((Expr.Name) a.value().bare()).name() : "");
    }
    return new Value.Columns(columns, names);
  }

  private static Value asNumeric(Evaluator eval, Expr.Call c) {
    Expr e = new Arguments(eval, c, "x").require("x");
    Value v = eval.evaluate(e);
    if (v instanceof Value.Levels l) {
      double[] out = new double[l.codes.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = l.codes[i] < 0 ? Double.NaN : l.codes[i] + 1;
      }
      return Value.Numbers.rows(out);
    }
    Value.Numbers n = eval.numbers(e);
    return new Value.Numbers(n.numbers(), false, n.constant);
  }
}
