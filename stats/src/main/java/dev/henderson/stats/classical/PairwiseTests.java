package dev.henderson.stats.classical;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.dist.StudentT;
import dev.henderson.stats.infer.PAdjustment;
import dev.henderson.stats.model.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/**
 * t tests between all pairs of groups, their p values adjusted, as R's {@code pairwise.t.test}.
 *
 * @param group name of the grouping
 * @param rows one per pair
 * @param adjustment of the p values
 * @param pooled whether all groups share one standard deviation; else each pair is tested by Welch
 */
public record PairwiseTests(
    String group, List<MeanComparison> rows, PAdjustment adjustment, boolean pooled) {
  /** Copies the rows. */
  public PairwiseTests {
    rows = List.copyOf(rows);
  }

  /** Why pairs have no p value, if any. */
  public List<Diagnostic> notes() {
    long untested = rows.stream().filter(r -> Double.isNaN(r.pValue())).count();
    if (untested == 0) {
      return List.of();
    }
    return List.of(
        Diagnostic.note(
            "untested-pairs",
            (untested == rows.size()
                    ? "No pair has a p value: "
                    : untested + " of " + rows.size() + " pairs have no p value: ")
                + "the groups do not vary, or have too few rows to tell how much."));
  }

  /**
   * The tests.
   *
   * @param response one value per row
   * @param groups over the same rows
   */
  public static PairwiseTests of(
      double[] response, GroupingFactor groups, PAdjustment adjustment, boolean pooled) {
    int k = groups.levelCount();
    int[] n = new int[k];
    double[] mean = new double[k];
    double[] squares = new double[k];
    for (int i = 0; i < response.length; i++) {
      n[groups.levelOf(i)]++;
      mean[groups.levelOf(i)] += response[i];
    }
    for (int g = 0; g < k; g++) {
      mean[g] /= n[g];
    }
    double total = 0;
    for (int i = 0; i < response.length; i++) {
      double d = response[i] - mean[groups.levelOf(i)];
      squares[groups.levelOf(i)] += d * d;
      total += d * d;
    }
    double df = response.length - k;
    double variance = total / df;
    List<MeanComparison> rows = new ArrayList<>();
    List<Double> p = new ArrayList<>();
    for (int b = 0; b < k; b++) {
      for (int a = b + 1; a < k; a++) {
        double va = squares[a] / (n[a] - 1) / n[a];
        double vb = squares[b] / (n[b] - 1) / n[b];
        double se = Math.sqrt(pooled ? variance / n[a] + variance / n[b] : va + vb);
        double own =
            pooled ? df : (va + vb) * (va + vb) / (va * va / (n[a] - 1) + vb * vb / (n[b] - 1));
        double difference = mean[a] - mean[b];
        p.add(own > 0 ? StudentT.of(own).twoSided(difference / se) : Double.NaN);
        rows.add(
            new MeanComparison(
                groups.levels().get(a) + "-" + groups.levels().get(b),
                difference,
                Double.NaN,
                Double.NaN,
                Double.NaN));
      }
    }
    double[] adjusted = adjustment.adjust(p.stream().mapToDouble(v -> v).toArray());
    List<MeanComparison> out = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      MeanComparison r = rows.get(i);
      out.add(
          new MeanComparison(r.contrast(), r.difference(), Double.NaN, Double.NaN, adjusted[i]));
    }
    return new PairwiseTests(groups.name(), out, adjustment, pooled);
  }
}
