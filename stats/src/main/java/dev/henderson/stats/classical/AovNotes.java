package dev.henderson.stats.classical;

import dev.henderson.stats.design.ErrorStrata;
import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Prose;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What a reader of an analysis of variance should know about it. */
final class AovNotes {
  /** With two codes, a number and a factor are the same test. */
  private static final int FEWEST_CODES = 3;

  /** More different values than this are rather measured or counted. */
  private static final int MOST_CODES = 8;

  private AovNotes() {}

  static void add(AovFit fit, ErrorStrata error, List<Diagnostic> notes) {
    if (error == null) {
      for (Diagnostic d : fit.lm().orElseThrow().diagnostics()) {
        notes.add(d.code().equals("no-residuals") ? saturated(fit, d) : d);
      }
    } else {
      notes.addAll(fit.design().diagnostics());
      for (ErrorStrata.Confounded c : error.confounded()) {
        notes.add(Diagnostic.note("error-singular", singular(c)));
      }
      split(fit, notes);
      negative(fit, error.numbers(), notes);
    }
    codes(fit, notes);
    order(fit, notes);
  }

  /** Where nothing is left to test against: the model without its highest interactions. */
  private static Diagnostic saturated(AovFit fit, Diagnostic d) {
    List<Term.FixedEffect> terms = fit.design().terms().fixed();
    int highest = terms.stream().mapToInt(t -> t.variables().size()).max().orElse(0);
    if (highest < 2) {
      return d;
    }
    List<String> kept =
        terms.stream().filter(t -> t.variables().size() < highest).map(Term::label).toList();
    List<String> left =
        terms.stream().filter(t -> t.variables().size() == highest).map(Term::label).toList();
    return d.adding(
        " If "
            + String.join(", ", left)
            + (left.size() == 1 ? " is" : " are")
            + " taken to be nothing but error, the other terms are tested by "
            + fit.responseName()
            + " ~ "
            + (kept.isEmpty() ? "1" : String.join(" + ", kept))
            + ".");
  }

  /**
   * Codes of groups that are taken as numbers: whole, few, repeated, and nothing but themselves.
   */
  private static void codes(AovFit fit, List<Diagnostic> notes) {
    List<Term.FixedEffect> terms = fit.design().terms().fixed();
    ModelMatrix x = fit.design().matrix();
    Set<String> numbers = new HashSet<>();
    fit.design().schema().variables().stream()
        .filter(v -> v.kind().equals("numeric"))
        .forEach(v -> numbers.add(v.name()));
    Set<String> computed = new HashSet<>();
    for (Term.FixedEffect t : terms) {
      t.variables().stream()
          .filter(v -> !(v.bare() instanceof Expr.Name))
          .forEach(v -> computed.addAll(v.names()));
    }
    for (int j = 0; j < x.columns(); j++) {
      Term.FixedEffect term = x.assign(j) == 0 ? null : terms.get(x.assign(j) - 1);
      boolean alone =
          term != null && term.order() == 1 && term.variables().get(0).bare() instanceof Expr.Name;
      String name = alone ? term.variables().get(0).text() : "";
      // Beside poly(x, 2) or I(x^2) it is a number.
      if (numbers.contains(name) && !computed.contains(name) && areCodes(x.column(j))) {
        notes.add(
            Diagnostic.note(
                "codes-as-numbers",
                name
                    + " is taken as a number (1 df); write factor("
                    + name
                    + ") if it is a code of groups."));
      }
    }
  }

  private static boolean areCodes(double[] values) {
    Map<Double, Integer> counts = new TreeMap<>();
    for (double v : values) {
      counts.merge(v, 1, Integer::sum);
      if (v != Math.rint(v) || counts.size() > MOST_CODES) {
        return false;
      }
    }
    double[] codes = counts.keySet().stream().mapToDouble(v -> v).toArray();
    if (codes.length < FEWEST_CODES || counts.containsValue(1)) {
      return false;
    }
    // Even steps of more than one, such as ages 8, 10, 12, are those of a measure.
    double step = codes[1] - codes[0];
    boolean even = IntStream.range(1, codes.length).allMatch(i -> codes[i] - codes[i - 1] == step);
    return !even || step == 1;
  }

  private static String singular(ErrorStrata.Confounded c) {
    String with = c.with().isEmpty() ? "the intercept" : String.join(" and ", c.with());
    if (c.dropped() == c.columns()) {
      return "The error term "
          + c.term()
          + " adds nothing to "
          + with
          + " and has no stratum of its own: its levels are told by those already. The tests are"
          + " the same without it. (R: \"Error() model is singular\".)";
    }
    return c.dropped()
        + " of the "
        + c.columns()
        + " columns of the error term "
        + c.term()
        + " repeat what "
        + with
        + " already tells; its stratum is made of the rest. (R: \"Error() model is singular\".)";
  }

  /** A term with a part of its information in more than one stratum. */
  private static void split(AovFit fit, List<Diagnostic> notes) {
    Map<String, List<String>> where = new LinkedHashMap<>();
    Map<String, Integer> df = new HashMap<>();
    for (ErrorStratum s : fit.strata()) {
      for (AnovaRow row : s.rows()) {
        if (!row.isResidual()) {
          where.computeIfAbsent(row.term(), k -> new ArrayList<>()).add(s.name());
          df.merge(row.term(), row.df(), Integer::sum);
        }
      }
    }
    where.forEach(
        (term, strata) -> {
          if (strata.size() > 1) {
            notes.add(
                Diagnostic.note(
                    "term-in-strata",
                    "What the data tell of "
                        + term
                        + " is spread over the strata "
                        + String.join(" and ", strata)
                        + ", so that no line of the table uses all of it. A mixed model puts the"
                        + " parts together."));
          }
        });
  }

  /** A residual mean square below that of a finer stratum: a negative estimate of a variance. */
  private static void negative(AovFit fit, List<String> numbers, List<Diagnostic> notes) {
    List<ErrorStratum> strata = fit.strata();
    for (int i = 0; i < strata.size(); i++) {
      AnovaRow outer = strata.get(i).residual().orElse(null);
      for (int j = i + 1; outer != null && j < strata.size(); j++) {
        AnovaRow inner = strata.get(j).residual().orElse(null);
        if (inner == null || !isFiner(strata.get(i).name(), strata.get(j).name(), numbers)) {
          continue;
        }
        if (outer.meanSq() < inner.meanSq()) {
          notes.add(
              Diagnostic.note(
                  "negative-variance",
                  Prose.of(
                      "The residual mean square of "
                          + strata.get(i).name()
                          + " ("
                          + number(outer.meanSq())
                          + ") is smaller than that of "
                          + strata.get(j).name()
                          + " ("
                          + number(inner.meanSq())
                          + "), so that the analysis of variance estimates the variance of "
                          + strata.get(i).name()
                          + " as negative. A mixed model cannot go below zero: ",
                      Call.of("lmer"),
                      " puts this variance at zero, a singular fit, and pools the two strata in its"
                          + " tests. That is why its F and p differ from these.")));
        }
        break;
      }
    }
  }

  /** Slopes are no finer units: their mean square does not stand in that of the units. */
  private static boolean isFiner(String outer, String inner, List<String> numbers) {
    Set<String> names = Set.of(inner.split(":"));
    return inner.equals(AovFit.WITHIN)
        || names.containsAll(Arrays.asList(outer.split(":")))
            && numbers.stream().noneMatch(names::contains);
  }

  /** Where the order of the terms matters, and nothing else was asked for. */
  private static void order(AovFit fit, List<Diagnostic> notes) {
    if (fit.type() != HypothesisType.I || fit.design().terms().fixed().size() < 2) {
      return;
    }
    boolean matters =
        fit.lm()
            .map(AovNotes::orderMatters)
            .orElseGet(() -> !isBalanced(fit) && !fit.isOrderFree());
    if (matters) {
      Prose remedy =
          fit.hasErrorStrata()
              ? Prose.of(
                  "A mixed model with ",
                  Call.of("lmer"),
                  " and ",
                  Call.of("anova", "m, type = 2 or 3"),
                  " does not depend on it.")
              : Prose.of(
                  "With type = 2 each term is tested after the others, with type = 3 averaged over"
                      + " them.");
      notes.add(
          Diagnostic.note(
              "type-1-order",
              Prose.of(
                  "The tests are sequential (type I), and "
                      + (fit.hasErrorStrata() && hasNumbers(fit)
                          ? "not all terms are of factors, so that another order of the terms can give"
                          : "the design is not balanced, so that another order of the terms gives")
                      + " other sums of squares. ",
                  remedy)));
    }
  }

  private static boolean orderMatters(LmFit lm) {
    List<AnovaRow> one = AnovaTable.of(lm, HypothesisType.I).rows();
    Map<String, AnovaRow> two = new HashMap<>();
    AnovaTable.of(lm, HypothesisType.II).rows().forEach(r -> two.put(r.term(), r));
    double total = lm.modelSumOfSquares() + lm.deviance();
    return one.stream()
        .anyMatch(r -> Math.abs(r.sumSq() - two.get(r.term()).sumSq()) > 1e-8 * total);
  }

  /** Whether all combinations of the factors have the same number of rows, and all are factors. */
  private static boolean isBalanced(AovFit fit) {
    if (hasNumbers(fit)) {
      return false;
    }
    List<GroupingFactor> factors = fit.design().factors();
    Map<List<Integer>, Integer> cells = new HashMap<>();
    for (int i = 0; i < fit.nobs(); i++) {
      int row = i;
      cells.merge(factors.stream().map(f -> f.levelOf(row)).toList(), 1, Integer::sum);
    }
    long all = 1;
    for (GroupingFactor f : factors) {
      all *= f.levelCount();
    }
    return cells.size() == all && cells.values().stream().distinct().count() == 1;
  }

  private static boolean hasNumbers(AovFit fit) {
    Set<String> factors = new HashSet<>();
    fit.design().factors().forEach(f -> factors.add(f.name()));
    return fit.design().terms().fixed().stream()
        .anyMatch(t -> t.variables().stream().anyMatch(v -> !factors.contains(v.text())));
  }

  private static String number(double x) {
    return new BigDecimal(x).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
