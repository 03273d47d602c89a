package dev.henderson.stats.explain;

import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.linalg.SymmetricEigen;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.mixed.VarCorr;
import java.util.ArrayList;
import java.util.List;

/** The random-effects terms of a singular fit without what is estimated as nothing. */
final class ReducedRandom {
  private static final double NOTHING = 1e-6;

  private final LmmFit fit;
  private final FormulaTerms terms;

  ReducedRandom(LmmFit fit, FormulaTerms terms) {
    this.fit = fit;
    this.terms = terms;
  }

  boolean isZero(VarCorr v, int i) {
    return v.sd(i) <= NOTHING * fit.sigma();
  }

  /** Whether a term lost rank: a zero standard deviation, or effects that determine each other. */
  boolean isSingular(VarCorr v) {
    int k = v.size();
    double[] r = new double[k * k];
    for (int i = 0; i < k; i++) {
      if (isZero(v, i)) {
        return true;
      }
      for (int j = 0; j < k; j++) {
        r[i * k + j] = i == j ? 1 : v.correlated() ? v.correlation(i, j) : 0;
      }
    }
    SymmetricEigen eigen = new SymmetricEigen(r, k);
    double least = 1;
    for (int i = 0; i < k; i++) {
      least = Math.min(least, eigen.value(i));
    }
    return least < 1e-5;
  }

  /** The terms that are left, as {@code (1 | g)}. */
  List<String> terms() {
    List<String> out = new ArrayList<>();
    for (int t = 0; t < terms.random().size(); t++) {
      VarCorr v = fit.varCorr().get(t);
      Term.RandomEffects written = terms.random().get(t);
      if (!isSingular(v)) {
        out.add("(" + written.label() + ")");
        continue;
      }
      List<String> kept = new ArrayList<>();
      for (int i = 0; i < v.size(); i++) {
        if (!isZero(v, i)) {
          kept.add(v.effects().get(i));
        }
      }
      if (kept.isEmpty()) {
        continue;
      }
      out.add(smaller(kept, v, written, fit.data().random().get(t)));
    }
    return out;
  }

  private static String smaller(
      List<String> kept, VarCorr v, Term.RandomEffects written, RandomEffectsTerm term) {
    String group = written.groupName();
    boolean numbers = term.effects().termLabels().containsAll(withoutIntercept(v.effects()));
    if (kept.size() == v.size()) {
      return numbers
          ? "(" + written.effects().text() + " || " + group + ")"
          : "(1 | " + group + ")";
    }
    if (!numbers || kept.equals(List.of("(Intercept)"))) {
      return "(1 | " + group + ")";
    }
    boolean intercept = kept.contains("(Intercept)");
    String effects = String.join(" + ", withoutIntercept(kept));
    String bar = v.correlated() || kept.size() == 1 ? " | " : " || ";
    return "(" + (intercept ? "" : "0 + ") + effects + bar + group + ")";
  }

  private static List<String> withoutIntercept(List<String> names) {
    return names.stream().filter(n -> !n.equals("(Intercept)")).toList();
  }
}
