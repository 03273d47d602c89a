package dev.henderson.stats.variation;

import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.infer.LikelihoodRatioTest;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.matrix.ModelMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Each random effect of a model tested by leaving it out [Kuznetsova 2017]: likelihood-ratio tests
 * of REML criteria, or of deviances for a fit by maximum likelihood, the fixed effects being the
 * same.
 *
 * @param rows the whole model first, then one row per reduced model
 * @param reml whether REML criteria were compared
 */
public record RandomTermTests(List<Row> rows, boolean reml) {
  /** The first row's name. */
  public static final String NONE = "<none>";

  /**
   * One model.
   *
   * @param term what was left out: {@code (1 | Batch)}, {@code Days in (Days | Subject)}
   * @param npar number of parameters
   * @param logLik its (restricted) log-likelihood
   * @param aic its Akaike criterion
   * @param test against the whole model; null for the whole model
   */
  public record Row(String term, int npar, double logLik, double aic, LikelihoodRatioTest test) {}

  /** Copies the rows. */
  public RandomTermTests {
    rows = List.copyOf(rows);
  }

  /** The tests of a fit; fits one smaller model per row. */
  public static RandomTermTests of(LmmFit fit) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(NONE, fit.df(), fit.logLik(), fit.aic(), null));
    List<RandomEffectsTerm> terms = fit.data().random();
    for (int t = 0; t < terms.size(); t++) {
      for (Reduction r : reductions(terms.get(t), label(fit, t))) {
        rows.add(row(fit, t, r));
      }
    }
    return new RandomTermTests(rows, fit.reml());
  }

  /** A term with fewer columns: those to keep, none where it is left out as a whole. */
  private record Reduction(String label, int[] keep, int variances, int parameters) {}

  private static List<Reduction> reductions(RandomEffectsTerm term, String label) {
    ModelMatrix x = term.effects();
    int k = x.columns();
    List<Reduction> out = new ArrayList<>();
    boolean intercept = k > 0 && x.assign(0) == 0;
    List<String> labels = x.termLabels();
    boolean[] present = new boolean[labels.size() + 1];
    for (int j = 0; j < k; j++) {
      present[x.assign(j)] = true;
    }
    long parts = IntStream.range(0, present.length).filter(i -> present[i]).count();
    int all = term.correlated() ? k * (k + 1) / 2 : k;
    if (parts <= 1) {
      out.add(new Reduction(label, new int[0], k, all));
      return out;
    }
    for (int i = 0; i < present.length; i++) {
      int part = i;
      // The intercept goes with the others only, unless nothing binds it to them.
      boolean removable =
          present[i] && (!term.correlated() || i > 0 || !intercept) && !contained(labels, i);
      if (!removable) {
        continue;
      }
      int[] keep = IntStream.range(0, k).filter(j -> x.assign(j) != part).toArray();
      int rest = keep.length;
      int left = term.correlated() ? rest * (rest + 1) / 2 : rest;
      String name = i == 0 ? "(Intercept)" : labels.get(i - 1);
      out.add(new Reduction(name + " in " + label, keep, k - rest, all - left));
    }
    return out;
  }

  /** Whether an interaction of the term has all variables of this part. */
  private static boolean contained(List<String> labels, int part) {
    if (part == 0) {
      return false;
    }
    List<String> own = Arrays.asList(labels.get(part - 1).split(":"));
    return labels.stream()
        .map(l -> Arrays.asList(l.split(":")))
        .anyMatch(l -> l.size() > own.size() && l.containsAll(own));
  }

  private static Row row(LmmFit fit, int t, Reduction r) {
    boolean none = r.keep().length == 0 && fit.data().random().size() == 1;
    double criterion =
        none
            ? fit.criterionWithoutRandomEffects()
            : fit.model().withEffects(t, r.keep()).fit(fit.options()).criterion();
    int npar = fit.df() - r.parameters();
    LikelihoodRatioTest test =
        LikelihoodRatioTest.of(criterion - fit.criterion(), r.parameters(), r.variances());
    return new Row(r.label(), npar, -criterion / 2, criterion + 2.0 * npar, test);
  }

  private static String label(LmmFit fit, int t) {
    if (fit.isOfFormula()) {
      return "(" + fit.design().terms().random().get(t).label() + ")";
    }
    RandomEffectsTerm term = fit.data().random().get(t);
    String effects = String.join(" + ", term.effects().columnNames());
    return "(" + effects.replace("(Intercept)", "1") + " | " + term.group().name() + ")";
  }
}
