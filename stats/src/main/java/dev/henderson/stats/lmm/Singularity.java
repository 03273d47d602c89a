package dev.henderson.stats.lmm;

import dev.henderson.stats.model.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Explains, in a researcher's words, which random-effects covariance matrices lost rank and why.
 */
final class Singularity {
  private static final double NO_VARIANCE = 1e-6;

  private Singularity() {}

  /** One note per term that lost rank. */
  static List<Diagnostic> explain(
      ProfiledDeviance f, List<ThetaSearch.LostDirection> lost, Estimates e) {
    List<Diagnostic> notes = new ArrayList<>();
    for (int g = 0; g < f.lambda().size(); g++) {
      Grouping grouping = f.crossProducts().groupings().get(g);
      for (Grouping.Member m : grouping.members) {
        int group = g;
        List<ThetaSearch.LostDirection> here =
            lost.stream()
                .filter(d -> d.grouping() == group && grouping.memberOf(d.column()) == m)
                .toList();
        if (!here.isEmpty()) {
          notes.add(explain(e.varCorr.get(m.term()), here, e.sigma));
        }
      }
    }
    return notes;
  }

  private static Diagnostic explain(VarCorr v, List<ThetaSearch.LostDirection> lost, double sigma) {
    List<String> zero = new ArrayList<>();
    for (int i = 0; i < v.size(); i++) {
      if (v.sd(i) <= NO_VARIANCE * sigma || v.sd(i) == 0) {
        zero.add(v.effects().get(i));
      }
    }
    double slope =
        lost.stream().mapToDouble(ThetaSearch.LostDirection::slope).min().orElse(Double.NaN);
    StringBuilder s = new StringBuilder();
    if (v.size() == 1 && !zero.isEmpty()) {
      s.append("Singular fit: the variance between levels of ")
          .append(v.group())
          .append(zero.get(0).equals("(Intercept)") ? "" : " of the effect '" + zero.get(0) + "'")
          .append(" is estimated as zero. ");
    } else {
      s.append("Singular fit: the covariance matrix of the ")
          .append(v.size())
          .append(" random effects of ")
          .append(v.group())
          .append(" has rank ")
          .append(v.size() - lost.size())
          .append(". ");
      if (!zero.isEmpty()) {
        s.append(zero.size() == 1 ? "The variance of " : "The variances of ")
            .append(String.join(", ", zero))
            .append(zero.size() == 1 ? " is" : " are")
            .append(" estimated as zero. ");
      }
      s.append(correlations(v, zero));
    }
    s.append(certificate(slope));
    s.append(meaning(v, zero));
    return new Diagnostic(Diagnostic.Severity.NOTE, "singular", s.toString());
  }

  private static String correlations(VarCorr v, List<String> zero) {
    List<String> perfect = new ArrayList<>();
    for (int i = 0; i < v.size(); i++) {
      for (int j = i + 1; j < v.size(); j++) {
        double r = v.correlation(i, j);
        if (Math.abs(r) > 1 - 1e-6) {
          perfect.add(
              v.effects().get(i) + " and " + v.effects().get(j) + (r > 0 ? " (+1)" : " (-1)"));
        }
      }
    }
    if (!perfect.isEmpty()) {
      return "These effects are perfectly correlated: " + String.join("; ", perfect) + ". ";
    }
    return zero.isEmpty() ? "Some combination of these effects does not vary at all. " : "";
  }

  private static String certificate(double slope) {
    if (slope > 0) {
      return String.format(
          Locale.ROOT,
          "This is the best value, not a failure of the search: adding variance there makes the fit"
              + " worse (the criterion rises by %.3g per unit of variance relative to the residual"
              + " variance). ",
          slope);
    }
    if (slope == 0) {
      return "The data say nothing about variance there: the criterion is flat. ";
    }
    return "The search stopped there although more variance might fit a little better. ";
  }

  private static String meaning(VarCorr v, List<String> zero) {
    if (zero.size() == v.size()) {
      return "The data show no more differences between the levels of "
          + v.group()
          + " than the residual variation alone would make; without the term all other estimates"
          + " stay the same.";
    }
    return "The data carry less information on "
        + v.group()
        + " than the term asks for; the estimates are valid, and a simpler term (fewer effects, or"
        + " || instead of |) would fit as well or nearly so.";
  }
}
