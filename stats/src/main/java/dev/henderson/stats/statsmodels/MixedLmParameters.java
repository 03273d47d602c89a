package dev.henderson.stats.statsmodels;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.Schema;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.mixed.CovarianceErrors;
import dev.henderson.stats.model.VarCorr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The parameters of a fit under statsmodels' names and in its order. */
public final class MixedLmParameters {
  /**
   * An entry of a random-effects covariance matrix.
   *
   * @param name {@code Group Var}, {@code Group x Days Cov}, {@code cond1 Var}
   * @param value the variance or covariance
   * @param standardError its large-sample standard error; NaN on the boundary
   */
  public record Covariance(String name, double value, double standardError) {}

  private MixedLmParameters() {}

  /**
   * The tests of the fixed effects in patsy's order: the intercept, terms without numbers, then
   * those with the same numbers together.
   */
  public static List<CoefficientTest> fixed(LmmFit fit, CoefficientTable table) {
    Design design = fit.design();
    ModelMatrix x = fit.data().fixed();
    List<Set<String>> buckets = new ArrayList<>(List.of(Set.of()));
    List<Integer> place = new ArrayList<>();
    for (Term.FixedEffect term : design.terms().fixed()) {
      Set<String> numbers = numbers(term, design.schema());
      if (!buckets.contains(numbers)) {
        buckets.add(numbers);
      }
      place.add(buckets.indexOf(numbers));
    }
    List<CoefficientTest> out = new ArrayList<>();
    for (int bucket = 0; bucket < buckets.size(); bucket++) {
      for (int j = 0; j < x.columns(); j++) {
        int own = x.assign(j) == 0 ? 0 : place.get(x.assign(j) - 1);
        if (own == bucket) {
          out.add(table.rows().get(j));
        }
      }
    }
    return List.copyOf(out);
  }

  private static Set<String> numbers(Term.FixedEffect term, Schema schema) {
    Set<String> out = new HashSet<>();
    for (Expr e : term.variables()) {
      for (Schema.Variable v : schema.variables()) {
        if (v.name().equals(e.text()) && v.kind().equals("numeric")) {
          out.add(v.name());
        }
      }
    }
    return out;
  }

  /** The variances and covariances of the random effects, those of components last. */
  public static List<Covariance> covariances(LmmFit fit, MixedLmModel model) {
    List<Covariance> out = new ArrayList<>();
    CovarianceErrors errors = fit.covarianceErrors();
    for (int t = 0; t < fit.varCorr().size(); t++) {
      VarCorr v = fit.varCorr().get(t);
      MixedLmModel.Part part = model.parts().get(t);
      for (int i = 0; i < v.size(); i++) {
        for (int j = v.correlated() ? 0 : i; j <= i; j++) {
          String name =
              part.component()
                  ? part.label() + " Var"
                  : i == j
                      ? effect(v, i, part) + " Var"
                      : effect(v, j, part) + " x " + effect(v, i, part) + " Cov";
          out.add(new Covariance(name, v.covariance(i, j), errors.of(t, i, j)));
        }
      }
    }
    return List.copyOf(out);
  }

  private static String effect(VarCorr v, int i, MixedLmModel.Part part) {
    return v.effects().get(i).replace("(Intercept)", part.label());
  }
}
