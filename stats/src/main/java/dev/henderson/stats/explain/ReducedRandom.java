package dev.henderson.stats.explain;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.linalg.SymmetricEigen;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.VarCorr;
import java.util.ArrayList;
import java.util.List;

/** The random-effects terms of a singular fit without what is estimated as nothing. */
final class ReducedRandom {
  private static final double NOTHING = 1e-6;

  private final HasRandomEffects fit;
  private final double sigma;
  private final Design design;

  /**
   * The terms of a fit.
   *
   * @param sigma the residual standard deviation
   */
  ReducedRandom(HasRandomEffects fit, double sigma, Design design) {
    this.fit = fit;
    this.sigma = sigma;
    this.design = design;
  }

  boolean isZero(VarCorr v, int i) {
    return v.sd(i) <= NOTHING * sigma;
  }

  /** Whether nothing of a term varies. */
  boolean isZero(VarCorr v) {
    for (int i = 0; i < v.size(); i++) {
      if (!isZero(v, i)) {
        return false;
      }
    }
    return true;
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
    for (int t = 0; t < design.terms().random().size(); t++) {
      VarCorr v = fit.varCorr().get(t);
      Term.RandomEffects written = design.terms().random().get(t);
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
      out.add(smaller(kept, v, written, design.random().get(t)));
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
