package dev.henderson.stats.infer;

import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.ProfileLikelihood.Parameter;
import dev.henderson.stats.lmm.Replicate;
import dev.henderson.stats.lmm.ResponseRefits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * A parametric bootstrap [Davison 1997]: the model fitted again to responses drawn from it. The
 * same seed gives the same replicates, however many threads work on them.
 */
public final class Bootstrap {
  /** How limits are read off the replicates. */
  public enum Method {
    /** Their quantiles. */
    PERCENTILE,
    /** Twice the estimate less the opposite quantiles. */
    BASIC
  }

  private final List<Parameter> parameters;
  private final List<Replicate> replicates;
  private final long seed;

  private Bootstrap(List<Parameter> parameters, List<Replicate> replicates, long seed) {
    this.parameters = parameters;
    this.replicates = replicates;
    this.seed = seed;
  }

  /** Draws and fits n replicates. */
  public static Bootstrap of(LmmFit fit, int n, long seed) {
    return of(fit, n, seed, () -> false);
  }

  /**
   * Draws and fits n replicates.
   *
   * @param cancelled asked before each one
   * @throws CancellationException if it says so
   * @throws InferenceException if n is not positive
   */
  public static Bootstrap of(LmmFit fit, int n, long seed, BooleanSupplier cancelled) {
    ResponseRefits refits = fit.refits();
    long[] seeds = seeds(n, seed);
    Replicate[] all = new Replicate[n];
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              stopIf(cancelled);
              all[i] = refits.refit(refits.simulate(new SplittableRandom(seeds[i])));
            });
    return new Bootstrap(refits.parameters(), List.of(all), seed);
  }

  /**
   * The bootstrap likelihood-ratio test of two models of the same data: how often responses drawn
   * from the smaller one give a statistic as large as the data's.
   *
   * @param small the model that is taken to be true
   * @param large the model it is tested against
   */
  public static BootstrapTest test(
      LmmFit small, LmmFit large, int n, long seed, BooleanSupplier cancelled) {
    LmmFit a = small.reml() ? small.model().fit(small.options().withReml(false)) : small;
    LmmFit b = large.reml() ? large.model().fit(large.options().withReml(false)) : large;
    if (!a.data().sameRows(b.data())) {
      throw new InferenceException(
          "The models are of different data: fit both to the same rows and response.");
    }
    if (a.df() >= b.df()) {
      throw new InferenceException(
          "The null model has as many parameters as the other; it should be the smaller one.");
    }
    double observed = a.criterion() - b.criterion();
    ResponseRefits ra = a.refits();
    ResponseRefits rb = b.refits();
    long[] seeds = seeds(n, seed);
    long larger =
        IntStream.range(0, n)
            .parallel()
            .filter(
                i -> {
                  stopIf(cancelled);
                  double[] y = ra.simulate(new SplittableRandom(seeds[i]));
                  return ra.refit(y).criterion() - rb.refit(y).criterion() >= observed;
                })
            .count();
    return new BootstrapTest(observed, n, larger, (larger + 1.0) / (n + 1));
  }

  private static long[] seeds(int n, long seed) {
    if (n < 1) {
      throw new InferenceException("The number of replicates must be positive, such as n = 1000.");
    }
    SplittableRandom master = new SplittableRandom(seed);
    return master.longs(n).toArray();
  }

  private static void stopIf(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("The bootstrap was interrupted.");
    }
  }

  /** The parameters. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  /** The replicates, in the order they were drawn. */
  public List<Replicate> replicates() {
    return replicates;
  }

  /** What the random numbers started from. */
  public long seed() {
    return seed;
  }

  /** How many replicates found no minimum. */
  public long notConverged() {
    return replicates.stream().filter(r -> !r.converged()).count();
  }

  /** The mean of a parameter over the replicates. */
  public double mean(int parameter) {
    return Arrays.stream(values(parameter)).average().orElse(Double.NaN);
  }

  /** The standard deviation of a parameter over the replicates: its bootstrap standard error. */
  public double standardError(int parameter) {
    double[] v = values(parameter);
    double mean = Arrays.stream(v).average().orElse(Double.NaN);
    return Math.sqrt(Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum() / (v.length - 1));
  }

  /** The replicates of a parameter, ascending; those where it is not defined are left out. */
  private double[] values(int parameter) {
    return replicates.stream()
        .mapToDouble(r -> r.value(parameter))
        .filter(v -> !Double.isNaN(v))
        .sorted()
        .toArray();
  }

  /** Intervals of all parameters. */
  public List<Interval> intervals(double level, Method method) {
    List<Interval> out = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      double[] v = values(i);
      double estimate = parameters.get(i).estimate();
      double low = quantile(v, (1 - level) / 2);
      double high = quantile(v, (1 + level) / 2);
      out.add(
          method == Method.PERCENTILE
              ? new Interval(parameters.get(i).name(), estimate, low, high)
              : new Interval(
                  parameters.get(i).name(), estimate, 2 * estimate - high, 2 * estimate - low));
    }
    return out;
  }

  /** The quantile at (n + 1) p, linear between order statistics. */
  private static double quantile(double[] sorted, double p) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = Math.min(Math.max((sorted.length + 1) * p - 1, 0), sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
