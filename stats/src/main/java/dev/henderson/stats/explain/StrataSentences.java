package dev.henderson.stats.explain;

import dev.henderson.stats.classical.AnovaRow;
import dev.henderson.stats.classical.ErrorStratum;
import dev.henderson.stats.classical.HasErrorStrata;
import dev.henderson.stats.design.ErrorStrata;
import dev.henderson.stats.design.Schema;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.infer.FTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What varies in the strata of an analysis of variance, and what they say about its terms. */
final class StrataSentences {
  private StrataSentences() {}

  /** How what no term explains varies between the levels of each stratum. */
  static List<List<Sentence>> strata(HasErrorStrata fit) {
    List<Sentence> out = new ArrayList<>();
    for (ErrorStratum stratum : fit.strata()) {
      stratum
          .residual()
          .filter(r -> r.df() > 0)
          .ifPresent(
              r -> {
                Saying s = new Saying("stratum", stratum.name());
                if (stratum.name().equals(HasErrorStrata.WITHIN)) {
                  within(s, fit, "Within");
                } else {
                  slopes(units(s.say("Between levels of "), stratum.name(), fit), stratum, fit);
                }
                s.say(", what no term explains has a mean square of ");
                s.number("meansq", r.meanSq()).say(" on ").count("df", r.df());
                out.add(s.say(r.df() == 1 ? " degree of freedom." : " degrees of freedom.").end());
              });
    }
    return List.of(out);
  }

  /** Each term, tested in its stratum. */
  static List<List<Sentence>> effects(HasErrorStrata fit) {
    List<List<Sentence>> out = new ArrayList<>();
    for (ErrorStratum stratum : fit.strata()) {
      List<Sentence> paragraph = new ArrayList<>();
      for (AnovaRow row : stratum.rows()) {
        if (!row.isResidual()) {
          paragraph.add(effect(row, stratum, fit));
        }
      }
      out.add(paragraph);
    }
    return out;
  }

  /** The finest stratum above what is left. */
  private static String last(HasErrorStrata fit) {
    String last = HasErrorStrata.WITHIN;
    for (ErrorStratum s : fit.strata()) {
      last = s.name().equals(HasErrorStrata.WITHIN) ? last : s.name();
    }
    return last;
  }

  /** The variables of an error term: its numbers, or what it counts by. */
  private static List<String> variables(String stratum, HasErrorStrata fit, boolean numbers) {
    ErrorStrata strata = fit.design().strata().orElseThrow();
    return strata.terms().stream()
        .filter(t -> t.label().equals(stratum))
        .flatMap(t -> t.variables().stream())
        .map(Expr::text)
        .filter(v -> strata.numbers().contains(v) == numbers)
        .toList();
  }

  private static Saying units(Saying s, String stratum, HasErrorStrata fit) {
    List<String> numbers = variables(stratum, fit, true);
    List<String> units = variables(stratum, fit, false);
    return s.name(numbers.isEmpty() || units.isEmpty() ? stratum : String.join(":", units));
  }

  /** Levels have a slope of a number in {@code Error()}, and not levels of that. */
  private static void slopes(Saying s, ErrorStratum stratum, HasErrorStrata fit) {
    List<String> numbers = variables(stratum.name(), fit, true);
    if (!numbers.isEmpty() && !variables(stratum.name(), fit, false).isEmpty()) {
      s.say(" in their slopes of ").name(String.join(":", numbers));
    }
  }

  private static void within(Saying s, HasErrorStrata fit, String within) {
    String last = last(fit);
    units(s.say(within + " levels of "), last, fit);
    List<String> numbers = variables(last, fit, true);
    if (!numbers.isEmpty() && !variables(last, fit, false).isEmpty()) {
      s.say(", about their slopes of ").name(String.join(":", numbers));
    }
  }

  private static Sentence effect(AnovaRow row, ErrorStratum stratum, HasErrorStrata fit) {
    Saying s = new Saying("effect", row.term());
    if (Double.isNaN(row.pValue())) {
      s.name(row.term()).say(" cannot be tested in the stratum ").name(stratum.name());
      return s.say(": no degrees of freedom are left to test it against.").end();
    }
    subject(s, row, fit);
    s.say(", tested ");
    if (stratum.name().equals(HasErrorStrata.WITHIN)) {
      within(s, fit, "within");
    } else {
      units(s.say("against differences between levels of "), stratum.name(), fit);
      slopes(s, stratum, fit);
    }
    int rest = stratum.residual().orElseThrow().df();
    FTest test = new FTest(row.f(), row.df(), rest, row.pValue(), row.f());
    return TestWords.say(s.say(": "), test).say(".").end();
  }

  /** What the term is and whether it is seen: levels differ, a slope is not zero. */
  private static void subject(Saying s, AnovaRow row, HasErrorStrata fit) {
    double p = row.pValue();
    List<String> own =
        fit.design().terms().fixed().stream()
            .filter(t -> t.label().equals(row.term()))
            .flatMap(t -> t.variables().stream())
            .map(Expr::text)
            .toList();
    Set<String> factors =
        fit.design().schema().variables().stream()
            .filter(v -> v.kind().equals("factor"))
            .map(Schema.Variable::name)
            .collect(Collectors.toSet());
    List<String> numbers = own.stream().filter(v -> !factors.contains(v)).toList();
    List<String> levels = own.stream().filter(factors::contains).toList();
    if (numbers.size() == 1 && own.size() == 1) {
      s.say(row.df() == 1 ? "The slope of " : "The curve of ").name(row.term());
      s.say(
          seen(
              p,
              " is clearly not zero",
              " is not zero",
              " is not quite shown to differ from zero",
              " is not shown to differ from zero"));
    } else if (numbers.size() == 1 && levels.size() == 1) {
      s.say("The slope of ").name(numbers.get(0));
      s.say(
          seen(
              p,
              " clearly differs",
              " differs",
              " is not quite seen to differ",
              " is not seen to differ"));
      s.say(" between the levels of ").name(levels.get(0));
    } else if (own.size() > 1) {
      s.say("The effects of ").names(own);
      s.say(
          seen(
              p,
              " clearly depend on each other",
              " depend on each other",
              " are not quite seen to depend on each other",
              " are not seen to depend on each other"));
    } else {
      s.say("The levels of ").name(row.term());
      s.say(
          seen(
              p,
              " clearly differ",
              " differ",
              " are not quite told apart",
              " cannot be told apart"));
    }
  }

  private static String seen(double p, String clearly, String told, String nearly, String not) {
    return p < 0.001 ? clearly : p < EffectSentences.TOLD ? told : p < 0.1 ? nearly : not;
  }
}
