package dev.henderson.stats.classical;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.dist.ChiSquared;
import dev.henderson.stats.dist.FDistribution;
import dev.henderson.stats.linalg.SortOrder;
import dev.henderson.stats.model.Diagnostic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Tests of groups that do not ask for equal variances or for normal values, and tests of the
 * variances themselves.
 */
public final class OneWayTests {
  /**
   * A test.
   *
   * @param name what it is
   * @param chiSquared whether the statistic is chi-squared, not F
   * @param statistic F or chi-squared; NaN where the data leave it open
   * @param df degrees of freedom, of the numerator
   * @param denominator degrees of freedom of the denominator; NaN for chi-squared
   * @param pValue of the test
   */
  public record Test(
      String name,
      boolean chiSquared,
      double statistic,
      double df,
      double denominator,
      double pValue) {}

  private final double[] y;
  private final GroupingFactor groups;
  private final int k;
  private final int[] n;
  private final double[] mean;
  private final double[] variance;

  private OneWayTests(double[] y, GroupingFactor groups) {
    this.y = y.clone();
    this.groups = groups;
    this.k = groups.levelCount();
    this.n = new int[k];
    this.mean = new double[k];
    this.variance = new double[k];
    for (int i = 0; i < y.length; i++) {
      n[groups.levelOf(i)]++;
      mean[groups.levelOf(i)] += y[i];
    }
    for (int g = 0; g < k; g++) {
      mean[g] /= n[g];
    }
    for (int i = 0; i < y.length; i++) {
      double d = y[i] - mean[groups.levelOf(i)];
      variance[groups.levelOf(i)] += d * d;
    }
    for (int g = 0; g < k; g++) {
      variance[g] /= n[g] - 1;
    }
  }

  /**
   * The tests of some groups.
   *
   * @param response one value per row
   * @param groups over the same rows, of two levels or more
   */
  public static OneWayTests of(double[] response, GroupingFactor groups) {
    if (groups.levelCount() < 2) {
      throw new IllegalArgumentException("There is one group only; two are needed.");
    }
    return new OneWayTests(response, groups);
  }

  private static Test f(String name, double f, double df, double denominator) {
    boolean known = !Double.isNaN(f) && df > 0 && denominator > 0;
    double p = known ? FDistribution.of(df, denominator).survival(f) : Double.NaN;
    return new Test(
        name, false, known ? f : Double.NaN, df, denominator > 0 ? denominator : Double.NaN, p);
  }

  private static Test chi(String name, double x, double df) {
    double p = Double.isNaN(x) ? x : ChiSquared.of(df).survival(x);
    return new Test(name, true, x, df, Double.NaN, p);
  }

  /** Why tests have no value, where the groups do not vary or are too small. */
  public List<Diagnostic> notes() {
    List<Diagnostic> out = new ArrayList<>();
    if (Arrays.stream(y).allMatch(v -> v == y[0])) {
      out.add(
          Diagnostic.note(
              "constant-response", "All values of the response are the same: nothing to test."));
      return out;
    }
    List<String> single = levels(g -> n[g] < 2);
    if (!single.isEmpty()) {
      out.add(
          Diagnostic.note(
              "single-rows",
              String.join(", ", single)
                  + (single.size() == 1 ? " has" : " have")
                  + " one row only, and one row has no variance: tests that need the variance of"
                  + " each group have no value."));
    }
    List<String> constant = levels(g -> n[g] > 1 && variance[g] == 0);
    if (!constant.isEmpty()) {
      out.add(
          Diagnostic.note(
              "constant-groups",
              "The values of "
                  + String.join(", ", constant)
                  + " do not vary: tests that divide by the variance of each group have no value."));
    }
    return out;
  }

  private List<String> levels(IntPredicate which) {
    return IntStream.range(0, k).filter(which).mapToObj(groups.levels()::get).toList();
  }

  /** Equal means whatever the variances [Welch 1951]. */
  public Test welch() {
    double total = 0;
    double center = 0;
    for (int g = 0; g < k; g++) {
      total += n[g] / variance[g];
      center += n[g] / variance[g] * mean[g];
    }
    center /= total;
    double between = 0;
    double correction = 0;
    for (int g = 0; g < k; g++) {
      double w = n[g] / variance[g];
      between += w * (mean[g] - center) * (mean[g] - center);
      correction += (1 - w / total) * (1 - w / total) / (n[g] - 1);
    }
    correction /= (double) k * k - 1;
    double statistic = between / (k - 1) / (1 + 2 * (k - 2) * correction);
    return f("Welch", statistic, k - 1, 1 / (3 * correction));
  }

  /** Equal locations by ranks [Kruskal 1952], corrected for ties. */
  public Test kruskal() {
    double[] tied = new double[1];
    double[] rank = ranks(y, tied);
    double[] sums = new double[k];
    for (int i = 0; i < y.length; i++) {
      sums[groups.levelOf(i)] += rank[i];
    }
    double total = 0;
    for (int g = 0; g < k; g++) {
      total += sums[g] * sums[g] / n[g];
    }
    double all = y.length;
    double statistic = 12 * total / (all * (all + 1)) - 3 * (all + 1);
    return chi("Kruskal-Wallis", statistic / (1 - tied[0] / (all * all * all - all)), k - 1);
  }

  /** Equal variances of normal values [Bartlett 1937]. */
  public Test bartlett() {
    double df = y.length - k;
    double pooled = 0;
    double logs = 0;
    double inverse = 0;
    for (int g = 0; g < k; g++) {
      pooled += (n[g] - 1) * variance[g] / df;
      logs += (n[g] - 1) * Math.log(variance[g]);
      inverse += 1.0 / (n[g] - 1);
    }
    double statistic = (df * Math.log(pooled) - logs) / (1 + (inverse - 1 / df) / (3.0 * (k - 1)));
    return chi("Bartlett", statistic, k - 1);
  }

  /**
   * Equal variances by the distances from the centres of the groups.
   *
   * @param median whether the centres are medians [Brown 1974], which is the safer choice, or means
   */
  public Test levene(boolean median) {
    double[] center = mean;
    if (median) {
      center = new double[k];
      for (int g = 0; g < k; g++) {
        int group = g;
        double[] own =
            IntStream.range(0, y.length)
                .filter(i -> groups.levelOf(i) == group)
                .mapToDouble(i -> y[i])
                .sorted()
                .toArray();
        center[g] = (own[(own.length - 1) / 2] + own[own.length / 2]) / 2;
      }
    }
    double[] distance = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      distance[i] = Math.abs(y[i] - center[groups.levelOf(i)]);
    }
    OneWayTests d = new OneWayTests(distance, groups);
    double grand = Arrays.stream(distance).average().orElse(Double.NaN);
    double between = 0;
    double within = 0;
    for (int g = 0; g < k; g++) {
      between += n[g] * (d.mean[g] - grand) * (d.mean[g] - grand);
      within += (n[g] - 1) * d.variance[g];
    }
    double df = y.length - k;
    String name = median ? "Levene (median)" : "Levene (mean)";
    return f(name, between / (k - 1) / (within / df), k - 1, df);
  }

  /** Mean ranks; {@code tied[0]} receives the sum of t³ − t over the ties of size t. */
  static double[] ranks(double[] y, double[] tied) {
    int[] order = SortOrder.ascending(y);
    double[] rank = new double[y.length];
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && y[order[to]] == y[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        rank[order[i]] = (from + to + 1) / 2.0;
      }
      double t = to - from;
      tied[0] += t * t * t - t;
      from = to;
    }
    return rank;
  }
}
