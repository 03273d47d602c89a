package dev.henderson.stats.variables;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.frame.NumericColumn;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Functions that make or change factors. */
final class FactorFunctions {
  private FactorFunctions() {}

  static void addTo(Map<String, Functions.Function> out) {
    out.put("factor", (eval, c) -> factor(eval, c, false));
    out.put("as.factor", (eval, c) -> factor(eval, c, false));
    out.put("ordered", (eval, c) -> factor(eval, c, true));
    out.put("C", CodedFactor::call);
    out.put("relevel", FactorFunctions::relevel);
    out.put("interaction", FactorFunctions::interaction);
    out.put("dummy", FactorFunctions::dummy);
    out.put("cut", FactorFunctions::cut);
  }

  private static Value factor(Evaluator eval, Expr.Call c, boolean ordered) {
    Arguments a = new Arguments(eval, c, "x", "levels", "labels", "exclude", "ordered");
    Expr x = a.require("x");
    Value.Levels own = Levelled.of(eval, eval.evaluate(x), x);
    boolean isOrdered = a.flag("ordered", ordered || own.ordered);
    LevelSet set =
        eval.memory()
            .recall(
                c.text(),
                LevelSet.class,
                () ->
                    new LevelSet(
                        a.labels("levels").orElseGet(() -> Levelled.dropUnused(own).labels),
                        isOrdered));
    Value.Levels out = restrict(own, set, a.get("levels").isPresent());
    if (a.get("labels").isPresent()) {
      List<String> labels = a.labels("labels").orElseThrow();
      if (labels.size() != out.labels.size()) {
        throw eval.error(
            a.require("labels").span(),
            "There are " + labels.size() + " labels for " + out.labels.size() + " levels.",
            null);
      }
      out = new Value.Levels(out.codes, labels, out.ordered, null);
    }
    return out;
  }

  /** Over the levels of the set; with {@code strict}, values outside them are missing. */
  private static Value.Levels restrict(Value.Levels own, LevelSet set, boolean strict) {
    Value.Levels out = set.apply(new Value.Levels(own.codes, own.labels, own.ordered, null));
    if (!strict || out.labels.size() == set.labels().size()) {
      return new Value.Levels(out.codes, out.labels, set.ordered(), null);
    }
    int[] codes = new int[out.codes.length];
    Arrays.setAll(codes, i -> out.codes[i] < set.labels().size() ? out.codes[i] : -1);
    return new Value.Levels(codes, set.labels(), set.ordered(), null);
  }

  private static Value relevel(Evaluator eval, Expr.Call c) {
    Arguments a = new Arguments(eval, c, "x", "ref");
    Expr x = a.require("x");
    Value.Levels own = Levelled.of(eval, eval.evaluate(x), x);
    a.require("ref");
    String ref = a.labels("ref").orElseThrow().get(0);
    if (!own.labels.contains(ref)) {
      throw eval.error(
          a.require("ref").span(),
          x.text() + " has no level " + ref + ".",
          "Its levels are " + String.join(", ", own.labels) + ".");
    }
    LinkedHashSet<String> labels = new LinkedHashSet<>(List.of(ref));
    labels.addAll(own.labels);
    return new LevelSet(List.copyOf(labels), own.ordered).apply(own);
  }

  /** All combinations of levels, the first varying fastest. */
  private static Value interaction(Evaluator eval, Expr.Call c) {
    Arguments a = new Arguments(eval, c, "...", "sep", "drop", "lex.order");
    if (a.rest().isEmpty()) {
      throw eval.error(c.span(), "interaction() needs factors.", null);
    }
    String sep = a.labels("sep").map(l -> l.get(0)).orElse(".");
    Value.Levels out = null;
    for (Expr e : a.rest()) {
      Value.Levels next = Levelled.of(eval, eval.evaluate(e), e);
      out = out == null ? next : combine(out, next, sep);
    }
    Value.Levels all = new Value.Levels(out.codes, out.labels, false, null);
    LevelSet set =
        eval.memory().recall(c.text(), LevelSet.class, () -> new LevelSet(all.labels, false));
    return set.apply(all);
  }

  private static Value.Levels combine(Value.Levels a, Value.Levels b, String sep) {
    List<String> labels = new ArrayList<>();
    for (String y : b.labels) {
      for (String x : a.labels) {
        labels.add(x + sep + y);
      }
    }
    int[] codes = new int[a.codes.length];
    Arrays.setAll(
        codes,
        i -> a.codes[i] < 0 || b.codes[i] < 0 ? -1 : a.codes[i] + a.labels.size() * b.codes[i]);
    return new Value.Levels(codes, labels, false, null);
  }

  /** lme4's {@code dummy(A, "a2")}: 1 at that level; without a level, one column for each. */
  private static Value dummy(Evaluator eval, Expr.Call c) {
    Arguments a = new Arguments(eval, c, "f", "levelsToKeep");
    Expr f = a.require("f");
    Value.Levels own = Levelled.of(eval, eval.evaluate(f), f);
    LevelSet set =
        eval.memory().recall(c.text(), LevelSet.class, () -> new LevelSet(own.labels, own.ordered));
    Value.Levels levels = set.apply(own);
    List<String> keep =
        a.labels("levelsToKeep").orElseGet(() -> set.labels().subList(1, set.labels().size()));
    double[][] columns = new double[keep.size()][levels.codes.length];
    for (int j = 0; j < columns.length; j++) {
      int code = levels.labels.indexOf(keep.get(j));
      if (code < 0) {
        throw eval.error(
            a.require("levelsToKeep").span(),
            f.text() + " has no level " + keep.get(j) + ".",
            "Its levels are " + String.join(", ", levels.labels) + ".");
      }
      for (int i = 0; i < columns[j].length; i++) {
        columns[j][i] = levels.codes[i] < 0 ? Double.NaN : levels.codes[i] == code ? 1 : 0;
      }
    }
    return new Value.Columns(columns, keep.size() == 1 ? List.of("") : keep);
  }

  private static final class Breaks {
    final double[] at;
    final List<String> labels;

    Breaks(double[] at, List<String> labels) {
      this.at = at;
      this.labels = labels;
    }
  }

  private static Value cut(Evaluator eval, Expr.Call c) {
    Arguments a =
        new Arguments(
            eval,
            c,
            "x",
            "breaks",
            "labels",
            "include.lowest",
            "right",
            "dig.lab",
            "ordered_result");
    double[] x = eval.rowNumbers(a.require("x"));
    boolean right = a.flag("right", true);
    boolean lowest = a.flag("include.lowest", false);
    Breaks breaks = eval.memory().recall(c.text(), Breaks.class, () -> breaks(eval, a, x, right));
    int k = breaks.at.length - 1;
    int[] codes = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      codes[i] = -1;
      for (int j = 0; j < k && !Double.isNaN(x[i]); j++) {
        double lo = breaks.at[j];
        double hi = breaks.at[j + 1];
        boolean inside = right ? x[i] > lo && x[i] <= hi : x[i] >= lo && x[i] < hi;
        boolean edge = lowest && (right ? j == 0 && x[i] == lo : j == k - 1 && x[i] == hi);
        if (inside || edge) {
          codes[i] = j;
          break;
        }
      }
    }
    return new Value.Levels(codes, breaks.labels, a.flag("ordered_result", false), null);
  }

  private static Breaks breaks(Evaluator eval, Arguments a, double[] x, boolean right) {
    a.require("breaks");
    double[] at = a.numbers("breaks").orElseThrow().clone();
    if (at.length == 1) {
      int k = a.whole("breaks", 2);
      if (k < 2) {
        throw eval.error(a.require("breaks").span(), "cut() needs at least 2 intervals.", null);
      }
      double min = Arrays.stream(x).filter(v -> !Double.isNaN(v)).min().orElse(0);
      double max = Arrays.stream(x).filter(v -> !Double.isNaN(v)).max().orElse(1);
      double range = max - min == 0 ? Math.abs(min) : max - min;
      at = new double[k + 1];
      for (int j = 0; j <= k; j++) {
        at[j] = min + (max - min) * j / k;
      }
      at[0] = min - range / 1000;
      at[k] = max + range / 1000;
    }
    Arrays.sort(at);
    List<String> labels = null;
    if (a.get("labels").isPresent() && !(a.require("labels") instanceof Expr.Bool)) {
      labels = a.labels("labels").orElseThrow();
    } else if (a.get("labels").isPresent() && !a.flag("labels", true)) {
      labels = new ArrayList<>();
      for (int j = 1; j < at.length; j++) {
        labels.add(Integer.toString(j));
      }
    }
    if (labels == null) {
      labels = intervals(at, a.whole("dig.lab", 3), right, a.flag("include.lowest", false));
    }
    if (labels.size() != at.length - 1) {
      throw eval.error(
          a.require("labels").span(),
          "There are " + labels.size() + " labels for " + (at.length - 1) + " intervals.",
          null);
    }
    return new Breaks(at, List.copyOf(labels));
  }

  /** Labels with as few digits as tell the breaks apart, as R's {@code cut}. */
  private static List<String> intervals(double[] at, int digits, boolean right, boolean lowest) {
    String[] text = new String[at.length];
    for (int d = digits; d <= Math.max(12, digits); d++) {
      for (int j = 0; j < at.length; j++) {
        text[j] = significant(at[j], d);
      }
      if (Arrays.stream(text).distinct().count() == at.length) {
        break;
      }
    }
    List<String> out = new ArrayList<>();
    int k = at.length - 1;
    for (int j = 0; j < k; j++) {
      boolean closedLeft = !right || (lowest && j == 0);
      boolean closedRight = right || (lowest && j == k - 1);
      out.add((closedLeft ? "[" : "(") + text[j] + "," + text[j + 1] + (closedRight ? "]" : ")"));
    }
    return out;
  }

  private static String significant(double x, int digits) {
    if (Double.isInfinite(x)) {
      return x > 0 ? "Inf" : "-Inf";
    }
    if (x == 0) {
      return "0";
    }
    BigDecimal b = new BigDecimal(x).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = b.precision() - b.scale() - 1;
    if (exponent < -4 || exponent >= digits) {
      BigDecimal mantissa = b.movePointLeft(exponent).stripTrailingZeros();
      return mantissa.toPlainString()
          + (exponent < 0 ? "e-" : "e+")
          + (Math.abs(exponent) < 10 ? "0" : "")
          + Math.abs(exponent);
    }
    return NumericColumn.numberLabel(b.doubleValue());
  }
}
