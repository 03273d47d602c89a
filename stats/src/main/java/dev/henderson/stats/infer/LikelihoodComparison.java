package dev.henderson.stats.infer;

import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.HasRestrictedLikelihood;
import dev.henderson.stats.model.HasRows;
import dev.henderson.stats.model.VarCorr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Models of the same data side by side, the smallest first, each tested against the one before it.
 *
 * @param rows one per model
 * @param reml whether REML criteria were compared, not deviances
 * @param notes what a reader should know: what was refitted, where the test stands on the boundary
 */
public record LikelihoodComparison(List<Row> rows, boolean reml, List<Diagnostic> notes) {
  /**
   * One model.
   *
   * @param name what the user calls it
   * @param formula its formula
   * @param npar number of parameters, k
   * @param nobs number of rows, n
   * @param logLik log-likelihood
   * @param weight Akaike weight among these models
   * @param test against the model before it; null for the first
   */
  public record Row(
      String name,
      String formula,
      int npar,
      int nobs,
      double logLik,
      double weight,
      LikelihoodRatioTest test) {
    /** The deviance, −2 logLik; the REML criterion where those are compared. */
    public double deviance() {
      return -2 * logLik;
    }

    /** Akaike's criterion, deviance + 2k. */
    public double aic() {
      return deviance() + 2.0 * npar;
    }

    /** Akaike's criterion corrected for small samples; NaN where n − k − 1 is not positive. */
    public double aicc() {
      return Fit.aicc(aic(), npar, nobs);
    }

    /** The Bayesian criterion, deviance + k log n. */
    public double bic() {
      return deviance() + npar * Math.log(nobs);
    }
  }

  /** Copies the lists. */
  public LikelihoodComparison {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /**
   * Compares fits. Those by REML are fitted again by maximum likelihood, since restricted
   * likelihoods of different fixed effects do not compare.
   *
   * @param fits two or more, by name
   * @throws InferenceException if they are not of the same data
   */
  public static LikelihoodComparison of(Map<String, ? extends Fit> fits) {
    return of(fits, true);
  }

  /**
   * Compares fits.
   *
   * @param refit whether to fit again by maximum likelihood what was fitted by REML
   * @throws InferenceException if they are not of the same data, or not refitted though their REML
   *     criteria do not compare
   */
  public static LikelihoodComparison of(Map<String, ? extends Fit> fits, boolean refit) {
    requireSameRows(fits);
    List<Diagnostic> notes = new ArrayList<>();
    List<Map.Entry<String, Fit>> models = new ArrayList<>();
    List<String> refitted = new ArrayList<>();
    boolean reml = !refit && fits.values().stream().anyMatch(LikelihoodComparison::reml);
    if (reml) {
      requireComparable(fits);
    }
    fits.forEach(
        (name, fit) -> {
          if (reml(fit) && refit) {
            refitted.add(name);
            models.add(Map.entry(name, ((HasRestrictedLikelihood) fit).byMaximumLikelihood()));
          } else {
            models.add(Map.entry(name, fit));
          }
        });
    models.sort(Comparator.comparingInt(m -> m.getValue().df()));
    if (!refitted.isEmpty()) {
      notes.add(
          Diagnostic.note(
              "refitted",
              (refitted.size() == 1 ? refitted.get(0) + " was" : join(refitted) + " were")
                  + " fitted by REML and"
                  + (refitted.size() == 1 ? " has" : " have")
                  + " been fitted again by maximum likelihood for this comparison."));
    }
    double best = models.stream().mapToDouble(m -> m.getValue().aic()).min().orElseThrow();
    double total =
        models.stream().mapToDouble(m -> Math.exp((best - m.getValue().aic()) / 2)).sum();
    List<Row> rows = new ArrayList<>();
    Fit before = null;
    for (Map.Entry<String, Fit> m : models) {
      Fit fit = m.getValue();
      LikelihoodRatioTest test = null;
      if (before != null) {
        int variances = moreVariances(before, fit);
        int df = fit.df() - before.df();
        test = LikelihoodRatioTest.of(deviance(before) - deviance(fit), df, variances);
        boundary(rows.get(rows.size() - 1).name(), m.getKey(), test, variances, notes);
      }
      rows.add(
          new Row(
              m.getKey(),
              fit.formula(),
              fit.df(),
              fit.nobs(),
              fit.logLik(),
              Math.exp((best - fit.aic()) / 2) / total,
              test));
      before = fit;
    }
    tooFewRows(rows, notes);
    return new LikelihoodComparison(rows, reml, notes);
  }

  /** Says why a small-sample criterion is missing. */
  private static void tooFewRows(List<Row> rows, List<Diagnostic> notes) {
    List<String> names = rows.stream().filter(r -> Double.isNaN(r.aicc())).map(Row::name).toList();
    if (!names.isEmpty()) {
      notes.add(
          Diagnostic.note(
              "aicc-missing",
              "AICc of "
                  + (names.size() == 1 ? names.get(0) : join(names))
                  + " does not exist: its correction takes at least two rows more than parameters ("
                  + rows.get(0).nobs()
                  + " rows here). AIC and the weights are no guide with so few rows either."));
    }
  }

  private static void requireSameRows(Map<String, ? extends Fit> fits) {
    if (fits.size() < 2) {
      throw new InferenceException("A comparison takes two models or more.");
    }
    Map.Entry<String, ? extends Fit> first = fits.entrySet().iterator().next();
    for (Map.Entry<String, ? extends Fit> other : fits.entrySet()) {
      int n = first.getValue().nobs();
      int m = other.getValue().nobs();
      if (n != m) {
        throw new InferenceException(
            first.getKey()
                + " was fitted to "
                + n
                + " rows and "
                + other.getKey()
                + " to "
                + m
                + ": likelihoods of different data do not compare. If a variable is missing in some"
                + " rows, fit both models to the rows where nothing is missing.");
      }
      if (!sameRows(first.getValue(), other.getValue())) {
        throw new InferenceException(
            first.getKey()
                + " and "
                + other.getKey()
                + " have different responses, weights or offsets: likelihoods of different data do"
                + " not compare.");
      }
    }
  }

  private static void requireComparable(Map<String, ? extends Fit> fits) {
    Map.Entry<String, ? extends Fit> first = fits.entrySet().iterator().next();
    for (Map.Entry<String, ? extends Fit> other : fits.entrySet()) {
      String pair = first.getKey() + " and " + other.getKey();
      if (reml(first.getValue()) != reml(other.getValue())) {
        throw new InferenceException(
            "Of "
                + pair
                + " one was fitted by REML and one by maximum likelihood. Leave out refit"
                + " = FALSE.");
      }
      if (!sameFixedEffects(first.getValue(), other.getValue())) {
        throw new InferenceException(
            pair
                + " have different fixed effects, and their REML criteria do not compare. Leave out"
                + " refit = FALSE.");
      }
    }
  }

  private static boolean reml(Fit fit) {
    return fit instanceof HasRestrictedLikelihood f && f.reml();
  }

  private static double deviance(Fit fit) {
    return -2 * fit.logLik();
  }

  /** Whether responses, weights and offsets are the same, as far as the fits hold their rows. */
  private static boolean sameRows(Fit a, Fit b) {
    return !(a instanceof HasRows x && b instanceof HasRows y) || x.hasRowsOf(y);
  }

  private static boolean sameFixedEffects(Fit a, Fit b) {
    if (!(a instanceof HasDesign f && b instanceof HasDesign g)) {
      return false;
    }
    ModelMatrix x = f.fixedMatrix();
    ModelMatrix y = g.fixedMatrix();
    if (!x.columnNames().equals(y.columnNames())) {
      return false;
    }
    MatrixRows left = x.read();
    MatrixRows right = y.read();
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        if (left.get(i, j) != right.get(i, j)) {
          return false;
        }
      }
    }
    return true;
  }

  /** How many variances the larger model adds; −1 if it lacks one of the smaller. */
  static int moreVariances(Fit small, Fit large) {
    Set<String> has = variances(large);
    Set<String> had = variances(small);
    return has.containsAll(had) ? has.size() - had.size() : -1;
  }

  private static Set<String> variances(Fit fit) {
    Set<String> out = new LinkedHashSet<>();
    if (!(fit instanceof HasRandomEffects random)) {
      return out;
    }
    for (VarCorr term : random.varCorr()) {
      for (String effect : term.effects()) {
        String key = term.group() + "|" + effect;
        // The same effect may stand in two terms of a group; each counts.
        for (int i = 2; !out.add(key); i++) {
          key = term.group() + "|" + effect + "|" + i;
        }
      }
    }
    return out;
  }

  private static void boundary(
      String small, String large, LikelihoodRatioTest test, int variances, List<Diagnostic> notes) {
    if (variances == 1) {
      notes.add(
          Diagnostic.note(
              "boundary",
              "Under "
                  + small
                  + " a variance of "
                  + large
                  + " is zero, the edge of what it can be. The p value of the chi-squared"
                  + " distribution is then too large; the one beside it is from the mixture of"
                  + " chi-squared with "
                  + (test.df() - 1)
                  + " and "
                  + test.df()
                  + " degrees of freedom."));
    } else if (variances > 1) {
      notes.add(
          Diagnostic.note(
              "boundary",
              "Under "
                  + small
                  + " "
                  + variances
                  + " variances of "
                  + large
                  + " are zero, the edge of what they can be: the p value is too large, by how much"
                  + " depends on the design."));
    } else if (variances < 0) {
      notes.add(
          Diagnostic.note(
              "not-nested",
              "The random effects of "
                  + small
                  + " are not all among those of "
                  + large
                  + ". If the models are not nested, compare AIC or BIC; the test does not hold."));
    }
    if (test.chisq() < 0) {
      notes.add(
          Diagnostic.note(
              "not-nested",
              large
                  + " has more parameters than "
                  + small
                  + " and fits worse: they are not nested,"
                  + " and the test does not hold."));
    }
    if (test.df() == 0) {
      notes.add(
          Diagnostic.note(
              "not-nested",
              small
                  + " and "
                  + large
                  + " have the same number of parameters: there is nothing to test, compare AIC."));
    }
  }

  private static String join(List<String> names) {
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
