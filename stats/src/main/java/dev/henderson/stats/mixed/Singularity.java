package dev.henderson.stats.mixed;

import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.VarCorr;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.Grouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Explains, in a researcher's words, which random-effects covariance matrices lost rank and why.
 */
public final class Singularity {
  private static final double NO_VARIANCE = 1e-6;

  private Singularity() {}

  /**
   * One note per term that lost rank, in the order of the formula; terms of a single effect whose
   * variance is best at zero share a note.
   *
   * @param varCorr the covariance matrices, one per term as written
   * @param sigma the residual standard deviation
   */
  public static List<Diagnostic> explain(
      CrossProducts products,
      List<ThetaSearch.LostDirection> lost,
      List<VarCorr> varCorr,
      double sigma) {
    Map<Integer, List<ThetaSearch.LostDirection>> byTerm = new TreeMap<>();
    for (int g = 0; g < products.groupings().size(); g++) {
      Grouping grouping = products.groupings().get(g);
      for (Grouping.Member m : grouping.members()) {
        int group = g;
        List<ThetaSearch.LostDirection> here =
            lost.stream()
                .filter(d -> d.grouping() == group && grouping.memberOf(d.column()) == m)
                .toList();
        if (!here.isEmpty()) {
          byTerm.put(m.term(), here);
        }
      }
    }
    List<Integer> plain =
        byTerm.keySet().stream().filter(t -> isPlain(t, byTerm, varCorr)).toList();
    List<Diagnostic> notes = new ArrayList<>();
    if (plain.size() > 1) {
      notes.add(explainTogether(plain, byTerm, varCorr));
      byTerm.keySet().removeAll(plain);
    }
    byTerm.forEach((term, here) -> notes.add(explain(varCorr.get(term), here, sigma)));
    return notes;
  }

  /** Whether a term has a single variance, an intercept's, that is best at zero. */
  private static boolean isPlain(
      int term, Map<Integer, List<ThetaSearch.LostDirection>> lost, List<VarCorr> varCorr) {
    VarCorr v = varCorr.get(term);
    return v.size() == 1
        && v.effects().get(0).equals("(Intercept)")
        && lost.get(term).stream().allMatch(d -> d.slope() > 0);
  }

  private static Diagnostic explainTogether(
      List<Integer> terms,
      Map<Integer, List<ThetaSearch.LostDirection>> lost,
      List<VarCorr> varCorr) {
    List<String> groups = new ArrayList<>();
    List<String> slopes = new ArrayList<>();
    for (int term : terms) {
      groups.add(varCorr.get(term).group());
      slopes.add(String.format(Locale.ROOT, "%.3g", lost.get(term).get(0).slope()));
    }
    String message =
        "Singular fit: the variances between levels of "
            + listed(groups)
            + " are estimated as zero. Zero is the best value for each, not a failure of the"
            + " search: adding variance makes the fit worse (the criterion rises by "
            + listed(slopes)
            + " per unit of variance relative to the residual variance). The data show no more"
            + " differences between these levels than the residual variation alone would make;"
            + " without these terms all other estimates stay the same.";
    return Diagnostic.note("singular", message);
  }

  /** {@code a, b and c}. */
  private static String listed(List<String> words) {
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " and " + words.get(last);
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
    return Diagnostic.note("singular", s.toString());
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
