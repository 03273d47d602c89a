package dev.henderson.stats.resample;

import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.ProfileLikelihood.Parameter;
import dev.henderson.stats.lmm.Replicate;
import dev.henderson.stats.lmm.ResponseRefits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A parametric bootstrap [Davison 1997]: the model fitted again to responses drawn from it, and
 * what statistics of it become. The same seed gives the same replicates, however many threads work
 * on them.
 */
public final class Bootstrap {
  /** How limits are read off the replicates. */
  public enum Method {
    /** Their quantiles. */
    PERCENTILE,
    /** Twice the estimate less the opposite quantiles. */
    BASIC,
    /** Quantiles corrected for bias and for skewness, which a jackknife tells [Efron 1987]. */
    BCA
  }

  private final LmmFit fit;
  private final ResampleOptions options;
  private final List<Statistic> statistics;
  private final double[] estimates;

  /** n × statistics, in the order drawn. */
  private final double[][] values;

  private final long notConverged;

  private Bootstrap(
      LmmFit fit,
      ResampleOptions options,
      List<Statistic> statistics,
      double[] estimates,
      double[][] values,
      long notConverged) {
    this.fit = fit;
    this.options = options;
    this.statistics = statistics;
    this.estimates = estimates;
    this.values = values;
    this.notConverged = notConverged;
  }

  /** Draws and fits n replicates; the statistics are all parameters. */
  public static Bootstrap of(LmmFit fit, int n, long seed) {
    return of(fit, ResampleOptions.of(n, seed), List.of());
  }

  /**
   * Draws and fits replicates.
   *
   * @param statistics what to keep of each; all parameters if empty
   * @throws CancellationException if the options say so
   */
  public static Bootstrap of(LmmFit fit, ResampleOptions options, List<Statistic> statistics) {
    ResponseRefits refits = fit.refits();
    List<Parameter> parameters = refits.parameters();
    List<Statistic> wanted = statistics.isEmpty() ? all(parameters) : List.copyOf(statistics);
    boolean whole = wanted.stream().anyMatch(Statistic::needsFit);
    List<String> estimable = Jackknife.estimable(fit);
    EstimateVector own = EstimateVector.of(fit, estimable);
    double[] estimates = wanted.stream().mapToDouble(s -> s.value(own, fit)).toArray();
    long[] seeds = seeds(options);
    double[][] values = new double[options.n()][];
    AtomicInteger done = new AtomicInteger();
    AtomicInteger lost = new AtomicInteger();
    IntStream.range(0, options.n())
        .parallel()
        .forEach(
            i -> {
              options.cancellation().check();
              double[] y = refits.simulate(new SplittableRandom(seeds[i]));
              LmmFit again = whole ? refits.fit(y) : null;
              Replicate replicate = whole ? null : refits.refit(y);
              EstimateVector v =
                  whole
                      ? EstimateVector.of(again, estimable)
                      : EstimateVector.of(replicate, parameters.size());
              values[i] = wanted.stream().mapToDouble(s -> s.value(v, again)).toArray();
              if (!(whole ? again.converged() : replicate.converged())) {
                lost.incrementAndGet();
              }
              options.progress().reached(done.incrementAndGet(), options.n());
            });
    return new Bootstrap(fit, options, wanted, estimates, values, lost.get());
  }

  private static List<Statistic> all(List<Parameter> parameters) {
    List<Statistic> out = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      out.add(Statistic.parameter(parameters.get(i).name(), i));
    }
    return out;
  }

  /**
   * The bootstrap likelihood-ratio test of two models of the same data: how often responses drawn
   * from the smaller one give a statistic as large as the data's.
   *
   * @param small the model that is taken to be true
   * @param large the model it is tested against
   */
  public static BootstrapTest test(LmmFit small, LmmFit large, ResampleOptions options) {
    LmmFit a = small.byMaximumLikelihood();
    LmmFit b = large.byMaximumLikelihood();
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
    long[] seeds = seeds(options);
    AtomicInteger done = new AtomicInteger();
    long larger =
        IntStream.range(0, options.n())
            .parallel()
            .filter(
                i -> {
                  options.cancellation().check();
                  double[] y = ra.simulate(new SplittableRandom(seeds[i]));
                  double statistic = ra.refit(y).criterion() - rb.refit(y).criterion();
                  options.progress().reached(done.incrementAndGet(), options.n());
                  return statistic >= observed;
                })
            .count();
    return new BootstrapTest(observed, options.n(), larger, (larger + 1.0) / (options.n() + 1));
  }

  private static long[] seeds(ResampleOptions options) {
    return new SplittableRandom(options.seed()).longs(options.n()).toArray();
  }

  /** The fit that responses were drawn from. */
  public LmmFit fit() {
    return fit;
  }

  /** The names of the statistics. */
  public List<String> names() {
    return statistics.stream().map(Statistic::name).toList();
  }

  /** The number of replicates. */
  public int size() {
    return values.length;
  }

  /** What a statistic is of the fit itself. */
  public double estimate(int statistic) {
    return estimates[statistic];
  }

  /** A statistic of a replicate, in the order they were drawn; NaN where it is not defined. */
  public double value(int replicate, int statistic) {
    return values[replicate][statistic];
  }

  /** What the random numbers started from. */
  public long seed() {
    return options.seed();
  }

  /** How many replicates found no minimum. */
  public long notConverged() {
    return notConverged;
  }

  /** The mean of a statistic over the replicates. */
  public double mean(int statistic) {
    return Arrays.stream(sorted(statistic)).average().orElse(Double.NaN);
  }

  /** The standard deviation of a statistic over the replicates: its bootstrap standard error. */
  public double standardError(int statistic) {
    double[] v = sorted(statistic);
    double mean = Arrays.stream(v).average().orElse(Double.NaN);
    return Math.sqrt(Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum() / (v.length - 1));
  }

  /** The replicates of a statistic, ascending; those where it is not defined are left out. */
  private double[] sorted(int statistic) {
    return Arrays.stream(values)
        .mapToDouble(r -> r[statistic])
        .filter(v -> !Double.isNaN(v))
        .sorted()
        .toArray();
  }

  /** The statistics with parts of the data left out, as {@link Method#BCA} wants to know them. */
  public Jackknife jackknife() {
    return Jackknife.of(fit, statistics, options.cancellation(), options.progress());
  }

  /** Intervals of all statistics; by BCa, with a jackknife made for them. */
  public List<Interval> intervals(double level, Method method) {
    return method == Method.BCA ? intervals(level, jackknife()) : intervals(level, method, null);
  }

  /**
   * BCa intervals. The limits are NaN where all replicates lie on one side of the estimate.
   *
   * @param jackknife of this bootstrap
   */
  public List<Interval> intervals(double level, Jackknife jackknife) {
    return intervals(level, Method.BCA, jackknife);
  }

  private List<Interval> intervals(double level, Method method, Jackknife jackknife) {
    List<Interval> out = new ArrayList<>();
    for (int i = 0; i < statistics.size(); i++) {
      double acceleration = method == Method.BCA ? jackknife.acceleration(i) : 0;
      double[] limits = Quantiles.limits(method, sorted(i), estimates[i], level, acceleration);
      out.add(new Interval(statistics.get(i).name(), estimates[i], limits[0], limits[1]));
    }
    return out;
  }
}
