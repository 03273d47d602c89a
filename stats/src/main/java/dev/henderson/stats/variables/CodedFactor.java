package dev.henderson.stats.variables;

import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.linalg.LimitedPivotQr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The function {@code C()}: a factor with contrasts of its own. */
final class CodedFactor {
  private CodedFactor() {}

  /** {@code C(A)}, {@code C(A, sum)}, {@code C(A, treatment, base = 2)}, {@code C(A, Sum)}. */
  static Value call(Evaluator eval, Expr.Call c) {
    Arguments a = new Arguments(eval, c, "x", "contr", "how.many", "base", "ref", "reference");
    Expr x = a.require("x");
    Value.Levels own = Levelled.of(eval, eval.evaluate(x), x);
    LevelSet set =
        eval.memory()
            .recall(
                c.text(),
                LevelSet.class,
                () -> new LevelSet(Levelled.dropUnused(own).labels, own.ordered));
    Value.Levels levels = set.apply(own);
    ContrastCoding coding = coding(eval, a, levels);
    return new Value.Levels(levels.codes, levels.labels, levels.ordered, coding);
  }

  private static ContrastCoding coding(Evaluator eval, Arguments a, Value.Levels levels) {
    Expr contr = a.get("contr").map(Expr::bare).orElse(null);
    if (contr instanceof Expr.Call inner && inner.function().startsWith("contr.")) {
      // R: C(A, contr.treatment(3, base = 2)); the number of levels is known
      Arguments b = new Arguments(eval, inner, "n", "base");
      requireCount(eval, b, levels);
      ContrastCoding coding =
          withReference(eval, b, inner.function(), inner, levels, "reference", "base");
      return coding.numbered();
    }
    if (contr instanceof Expr.Call inner && !List.of("c", "cbind").contains(inner.function())) {
      // patsy: C(A, Treatment("b")), C(A, Treatment(reference="b")), C(A, Sum())
      Arguments b = new Arguments(eval, inner, "reference", "base");
      return withReference(eval, b, inner.function(), inner, levels, "reference", "base");
    }
    String name =
        contr instanceof Expr.Name n ? n.name() : contr instanceof Expr.Text t ? t.value() : null;
    if (contr != null && name == null) {
      return custom(eval, a, contr, levels);
    }
    boolean hasReference = a.get("ref").isPresent() || a.get("reference").isPresent();
    if (name == null && !hasReference && a.get("base").isEmpty()) {
      return levels.coding;
    }
    return withReference(
        eval,
        a,
        name == null ? "treatment" : name,
        contr == null ? a.call() : contr,
        levels,
        a.get("ref").isPresent() ? "ref" : "reference",
        "base");
  }

  private static void requireCount(Evaluator eval, Arguments a, Value.Levels levels) {
    if (a.get("n").isEmpty()) {
      return;
    }
    Value v = eval.evaluate(a.require("n"));
    int k = levels.labels.size();
    if (!(v instanceof Value.Numbers n)
        || !n.constant
        || (n.size() == 1 ? n.at(0) != k : n.size() != k)) {
      throw eval.error(
          a.require("n").span(),
          "The factor has " + k + " levels.",
          "Write " + k + ", or nothing.");
    }
  }

  private static ContrastCoding withReference(
      Evaluator eval,
      Arguments a,
      String name,
      Expr at,
      Value.Levels levels,
      String reference,
      String base) {
    ContrastCoding coding;
    try {
      coding = ContrastCoding.named(name);
      if (a.get(reference).isPresent()) {
        coding = ContrastCoding.treatment(a.labels(reference).orElseThrow().get(0));
      } else if (a.get(base).isPresent()) {
        coding = ContrastCoding.treatmentBase(a.whole(base, 1));
      }
      // R names the columns by number where it is given the contrast function itself.
      if (name.startsWith("contr.") && at instanceof Expr.Name) {
        coding = coding.numbered();
      }
      coding.matrix(levels.labels);
    } catch (IllegalArgumentException e) {
      throw eval.error(at.span(), e.getMessage(), null);
    }
    return coding;
  }

  /**
   * Contrasts as numbers, {@code C(A, c(-1, 0, 1))} or several as {@code C(A, cbind(c(-1, 0, 1),
   * c(1, -2, 1)))}, completed to k - 1 columns as R does.
   */
  private static ContrastCoding custom(
      Evaluator eval, Arguments a, Expr contr, Value.Levels levels) {
    int k = levels.labels.size();
    List<Expr.Argument> given =
        contr instanceof Expr.Call c && c.function().equals("cbind")
            ? c.arguments()
            : List.of(new Expr.Argument(null, contr));
    int width = a.whole("how.many", Math.max(1, k - 1));
    if (k > 1 && (width < 1 || width > k - 1)) {
      throw eval.error(
          a.require("how.many").span(), "how.many is from 1 to " + (k - 1) + ".", null);
    }
    given = given.subList(0, Math.min(width, given.size()));
    List<double[]> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    double[] ones = new double[k];
    Arrays.fill(ones, 1);
    columns.add(ones);
    for (Expr.Argument column : given) {
      Value v = eval.evaluate(column.value());
      if (!(v instanceof Value.Numbers n) || !n.constant || n.size() != k || k < 2) {
        throw eval.error(
            column.value().span(),
            "Contrasts are a name such as sum, or one number for each of the " + k + " levels.",
            "Write C(A, sum), C(A, c(-1, 0, 1)) or C(A, cbind(c(-1, 0, 1), c(1, -2, 1))).");
      }
      columns.add(n.values());
      names.add(column.name() == null ? "" : column.name());
    }
    LimitedPivotQr qr = LimitedPivotQr.of(k, columns.toArray(double[][]::new));
    if (qr.rank() < columns.size()) {
      throw eval.error(
          contr.span(),
          "These contrasts depend on each other or on the intercept.",
          "Each of at most " + (k - 1) + " columns has to say something of its own.");
    }
    double[][] matrix = new double[k][width];
    for (int j = 0; j < width; j++) {
      double[] column;
      if (j < given.size()) {
        column = columns.get(j + 1);
      } else {
        column = new double[k];
        column[j + 1] = 1;
        qr.apply(column);
        names.add("");
      }
      for (int i = 0; i < k; i++) {
        matrix[i][j] = column[i];
      }
    }
    boolean named = names.stream().anyMatch(n -> !n.isEmpty());
    return ContrastCoding.custom(matrix, named ? names.subList(0, width) : null);
  }
}
