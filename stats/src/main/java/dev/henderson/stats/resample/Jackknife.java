package dev.henderson.stats.resample;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.lmm.LinearMixedModel;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.model.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Statistics of a mixed model with one level of a grouping factor left out at a time, each time
 * fitted afresh: how skew they are, which BCa intervals want to know [Efron 1987].
 *
 * <p>What is left out are independent parts of the data: the levels of a grouping factor that is
 * not nested in another (of {@code 1 | batch/cask}, the batches). If there are several such
 * factors, crossed, the influence values of all are taken together, as those of a sum of
 * independent effects. Rows are never left out by themselves: they are not independent.
 */
public final class Jackknife {
  private final List<String> groups;
  private final int units;
  private final int lost;
  private final List<double[]> influences;

  private Jackknife(List<String> groups, int units, int lost, List<double[]> influences) {
    this.groups = List.copyOf(groups);
    this.units = units;
    this.lost = lost;
    this.influences = influences;
  }

  /**
   * Leaves out each unit.
   *
   * @throws java.util.concurrent.CancellationException if {@code cancellation} says so
   */
  static Jackknife of(
      LmmFit fit, List<Statistic> statistics, Cancellation cancellation, Progress progress) {
    List<GroupingFactor> factors = outermost(fit.data());
    List<int[]> leaves = new ArrayList<>();
    for (int f = 0; f < factors.size(); f++) {
      for (int level = 0; level < factors.get(f).levelCount(); level++) {
        leaves.add(new int[] {f, level});
      }
    }
    List<String> fixed = estimable(fit);
    double[][] values = new double[leaves.size()][];
    AtomicInteger done = new AtomicInteger();
    IntStream.range(0, values.length)
        .parallel()
        .forEach(
            i -> {
              cancellation.check();
              GroupingFactor factor = factors.get(leaves.get(i)[0]);
              values[i] = without(fit, factor, leaves.get(i)[1], statistics, fixed);
              progress.reached(done.incrementAndGet(), values.length);
            });
    int lost = (int) Arrays.stream(values).filter(v -> v == null).count();
    List<double[]> influences = new ArrayList<>();
    for (int s = 0; s < statistics.size(); s++) {
      influences.add(influence(s, values, leaves, factors.size()));
    }
    return new Jackknife(
        factors.stream().map(GroupingFactor::name).toList(), values.length, lost, influences);
  }

  /** Names of the fixed effects that were estimated. */
  static List<String> estimable(LmmFit fit) {
    List<String> names = new ArrayList<>();
    for (int j = 0; j < fit.fixef().size(); j++) {
      if (!fit.fixef().isAliased(j)) {
        names.add(fit.fixef().names().get(j));
      }
    }
    return names;
  }

  /** Grouping factors that are not nested in another; of two that say the same, the first. */
  static List<GroupingFactor> outermost(MixedModelData data) {
    Map<String, GroupingFactor> all = new LinkedHashMap<>();
    for (RandomEffectsTerm term : data.random()) {
      all.putIfAbsent(term.group().name(), term.group());
    }
    List<GroupingFactor> factors = List.copyOf(all.values());
    List<GroupingFactor> out = new ArrayList<>();
    for (int i = 0; i < factors.size(); i++) {
      boolean inner = false;
      for (int j = 0; j < factors.size(); j++) {
        GroupingFactor a = factors.get(i);
        GroupingFactor b = factors.get(j);
        inner |= i != j && a.isNestedIn(b) && (j < i || !b.isNestedIn(a));
      }
      if (!inner) {
        out.add(factors.get(i));
      }
    }
    return out;
  }

  /** The statistics without a level; null where the rest does not carry the model. */
  private static double[] without(
      LmmFit fit,
      GroupingFactor factor,
      int level,
      List<Statistic> statistics,
      List<String> fixed) {
    int[] rows = IntStream.range(0, fit.nobs()).filter(i -> factor.levelOf(i) != level).toArray();
    try {
      LmmFit rest = LinearMixedModel.of(fit.data().select(rows)).fit(fit.options());
      EstimateVector estimates = EstimateVector.of(rest, fixed);
      return statistics.stream().mapToDouble(s -> s.value(estimates, rest)).toArray();
    } catch (FitException | IllegalArgumentException e) {
      return null;
    }
  }

  /** (l − 1)(mean − value) for each unit of each factor; those that are not numbers left out. */
  private static double[] influence(
      int statistic, double[][] values, List<int[]> leaves, int factors) {
    List<Double> out = new ArrayList<>();
    for (int f = 0; f < factors; f++) {
      int factor = f;
      double[] own =
          IntStream.range(0, values.length)
              .filter(i -> leaves.get(i)[0] == factor && values[i] != null)
              .mapToDouble(i -> values[i][statistic])
              .filter(Double::isFinite)
              .toArray();
      double mean = Arrays.stream(own).average().orElse(Double.NaN);
      for (double v : own) {
        out.add((own.length - 1) * (mean - v));
      }
    }
    return out.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The grouping factors whose levels were left out, one at a time. */
  public List<String> groups() {
    return groups;
  }

  /** How many levels were left out, one at a time. */
  public int units() {
    return units;
  }

  /** Of how many the rest of the data did not carry the model. */
  public int lost() {
    return lost;
  }

  /** The acceleration of a statistic, {@code sum l³ / (6 (sum l²)^(3/2))}; zero if it stays. */
  public double acceleration(int statistic) {
    return acceleration(influences.get(statistic));
  }

  static double acceleration(double[] influence) {
    double squares = Arrays.stream(influence).map(l -> l * l).sum();
    double cubes = Arrays.stream(influence).map(l -> l * l * l).sum();
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
  }
}
