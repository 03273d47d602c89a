package dev.henderson.stats.resample;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.lmm.Deletion;
import dev.henderson.stats.lmm.DeletionRefits;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.ProfileLikelihood.Parameter;
import dev.henderson.stats.lmm.RowLeverage;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.Coefficients;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What each group of rows, or each row, does to a mixed model: the model without it against the
 * model with all rows [Cook 1977, Nieuwenhuis 2012]. Immutable.
 *
 * <p>Cook's distance is {@code (b − b(i))' V^-1 (b − b(i)) / p} with V the covariance matrix of the
 * fixed effects b of all rows and p their number; DFBETAS are {@code (b − b(i)) / SE(i)}, so that a
 * positive one says that the group pulls the estimate up.
 */
public final class MixedInfluence {
  /** How the model without a group is fitted. */
  public enum Method {
    /** Fitted again to convergence. */
    EXACT,
    /** The variance parameters theta held: exact for the fixed effects given theta. */
    ONE_STEP
  }

  /** Seconds that exact refits may take before theta is held, where nothing else was asked for. */
  public static final double BUDGET = 30;

  /** Seconds that take patience: longer is done only if asked for. */
  private static final double PATIENCE = 120;

  /** So many refits say how long all of them will take. */
  private static final int TRIED = 5;

  private final LmmFit fit;
  private final String by;
  private final List<String> labels;
  private final List<Deletion> deletions;
  private final List<Parameter> parameters;
  private final Method method;
  private final double exactSeconds;
  private final RowLeverage leverage;
  private final double[] cook;

  private MixedInfluence(
      LmmFit fit,
      String by,
      List<String> labels,
      int[][] rows,
      Method asked,
      RowLeverage leverage,
      Cancellation cancellation) {
    this.fit = fit;
    this.by = by;
    this.labels = List.copyOf(labels);
    this.leverage = leverage;
    DeletionRefits refits = fit.deletions();
    parameters = refits.parameters();
    Deletion[] all = new Deletion[rows.length];
    Method chosen = asked == null ? Method.EXACT : asked;
    double seconds = Double.NaN;
    int done = 0;
    if (asked == null && rows.length > TRIED) {
      // The first ones say how long the rest will take.
      refits.without(rows[0]);
      long begin = System.nanoTime();
      for (; done < TRIED; done++) {
        cancellation.check();
        all[done] = refits.without(rows[done]);
      }
      double each = (System.nanoTime() - begin) * 1e-9 / TRIED;
      seconds = each * rows.length;
      if (seconds > BUDGET) {
        chosen = Method.ONE_STEP;
        done = 0;
        requirePatience(refits, rows);
      }
    }
    boolean exact = chosen == Method.EXACT;
    IntStream.range(done, rows.length)
        .parallel()
        .forEach(
            i -> {
              cancellation.check();
              all[i] =
                  exact
                      ? refits.without(rows[i])
                      : leverage != null
                          ? refits.withoutRow(leverage, i)
                          : refits.withoutHoldingTheta(rows[i]);
            });
    deletions = List.of(all);
    method = chosen;
    exactSeconds = seconds;
    cook = new double[all.length];
    double[] precision = precision(fit.fixef());
    for (int i = 0; i < cook.length; i++) {
      cook[i] = cook(i, precision);
    }
  }

  /** Refuses, unless it was asked for, what takes long even with theta held. */
  private void requirePatience(DeletionRefits refits, int[][] rows) {
    if (leverage != null) {
      return;
    }
    long begin = System.nanoTime();
    refits.withoutHoldingTheta(rows[0]);
    refits.withoutHoldingTheta(rows[1]);
    double seconds = (System.nanoTime() - begin) * 1e-9 / 2 * rows.length;
    if (seconds > PATIENCE) {
      throw new InferenceException(
          String.format(
              Locale.ROOT,
              "Leaving out each of the %d levels of %s would take about %.0f minutes, even with the"
                  + " variance parameters held. To wait for that, say method = one-step; it can be"
                  + " interrupted.",
              rows.length,
              by,
              Math.ceil(seconds / 60)));
    }
  }

  /**
   * The influence of each level of a factor over the rows used, such as a grouping of the model.
   *
   * @param method null to fit exactly unless that would take more than {@link #BUDGET} seconds
   * @param cancellation asked before each refit
   * @throws InferenceException if the factor has one level only
   */
  public static MixedInfluence ofGroups(
      LmmFit fit, GroupingFactor group, Method method, Cancellation cancellation) {
    if (group.levelCount() < 2) {
      throw new InferenceException(
          group.name() + " has one level only: leaving it out leaves nothing.");
    }
    int[] count = new int[group.levelCount()];
    for (int i = 0; i < group.rows(); i++) {
      count[group.levelOf(i)]++;
    }
    int[][] rows = new int[count.length][];
    for (int l = 0; l < rows.length; l++) {
      rows[l] = new int[count[l]];
    }
    java.util.Arrays.fill(count, 0);
    for (int i = 0; i < group.rows(); i++) {
      int l = group.levelOf(i);
      rows[l][count[l]++] = i;
    }
    return new MixedInfluence(fit, group.name(), group.levels(), rows, method, null, cancellation);
  }

  /**
   * The influence of each row, with its leverage.
   *
   * @param labels one per row used, such as its number in the table
   * @param method null to fit exactly unless that would take more than {@link #BUDGET} seconds
   */
  public static MixedInfluence ofRows(
      LmmFit fit, List<String> labels, Method method, Cancellation cancellation) {
    int[][] rows = new int[fit.nobs()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new int[] {i};
    }
    return new MixedInfluence(fit, "row", labels, rows, method, fit.leverage(), cancellation);
  }

  /** The inverse of the covariance matrix of the fixed effects that are not aliased. */
  private static double[] precision(Coefficients b) {
    List<Integer> kept = kept(b);
    int p = kept.size();
    double[] v = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        v[i * p + j] = b.vcov(kept.get(i), kept.get(j));
      }
    }
    double[] inverse = new double[p * p];
    for (int j = 0; j < p; j++) {
      double[] unit = new double[p];
      unit[j] = 1;
      double[] column = SmallMatrices.solvePositive(v.clone(), p, unit);
      for (int i = 0; i < p; i++) {
        inverse[i * p + j] = column == null ? Double.NaN : column[i];
      }
    }
    return inverse;
  }

  private static List<Integer> kept(Coefficients b) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < b.size(); i++) {
      if (!b.isAliased(i)) {
        kept.add(i);
      }
    }
    return kept;
  }

  private double cook(int i, double[] precision) {
    List<Integer> kept = kept(fit.fixef());
    int p = kept.size();
    double sum = 0;
    for (int a = 0; a < p; a++) {
      for (int b = 0; b < p; b++) {
        sum += dfbeta(i, kept.get(a)) * precision[a * p + b] * dfbeta(i, kept.get(b));
      }
    }
    return p == 0 ? Double.NaN : sum / p;
  }

  /** The fit. */
  public LmmFit fit() {
    return fit;
  }

  /** What was left out in turn: the name of a factor, or {@code row}. */
  public String by() {
    return by;
  }

  /** The levels of the factor, or the labels of the rows. */
  public List<String> labels() {
    return labels;
  }

  /** The model without each of them. */
  public List<Deletion> deletions() {
    return deletions;
  }

  /** The parameters of each deletion, with the estimates of all rows. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** How the models without them were had. */
  public Method method() {
    return method;
  }

  /** Seconds the exact refits were expected to take; NaN where nothing was expected. */
  public double exactSeconds() {
    return exactSeconds;
  }

  /** The leverages, where rows were left out. */
  public Optional<RowLeverage> leverage() {
    return Optional.ofNullable(leverage);
  }

  /** Cook's distance; NaN where the model without it cannot be estimated. */
  public double cooksDistance(int i) {
    return cook[i];
  }

  /** A fixed effect less its estimate without the group. */
  public double dfbeta(int i, int coefficient) {
    return fit.fixef().estimate(coefficient) - deletions.get(i).fixef(coefficient);
  }

  /** {@link #dfbeta} over the standard error without the group. */
  public double dfbetas(int i, int coefficient) {
    return dfbeta(i, coefficient) / deletions.get(i).standardError(coefficient);
  }

  /** Places in descending order of Cook's distance, those not estimable first. */
  public int[] byCook() {
    return IntStream.range(0, cook.length)
        .boxed()
        .sorted(
            (i, j) ->
                Double.compare(
                    Double.isNaN(cook[j]) ? Double.POSITIVE_INFINITY : cook[j],
                    Double.isNaN(cook[i]) ? Double.POSITIVE_INFINITY : cook[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
