package dev.henderson.stats.infer;

import dev.henderson.stats.linalg.SymmetricEigen;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.mixed.VarCorr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Principal components of the random effects of each grouping factor, as {@code rePCA} of lme4: how
 * many directions the data can tell from zero. A component without variance is a direction too many
 * in the model.
 *
 * @param groups one for each grouping factor with more than one effect, in the order of the formula
 */
public record RandomEffectsPca(List<Group> groups) {
  /**
   * The components of one grouping factor, the largest first.
   *
   * @param group its name
   * @param components as many as it has effects
   */
  public record Group(String group, List<Component> components) {
    /** Copies the list. */
    public Group {
      components = List.copyOf(components);
    }
  }

  /**
   * One component.
   *
   * @param sd standard deviation relative to sigma
   * @param share of the variance of the grouping's effects
   * @param cumulative share of this and the larger ones
   */
  public record Component(double sd, double share, double cumulative) {}

  /** Copies the list. */
  public RandomEffectsPca {
    groups = List.copyOf(groups);
  }

  /** The components of a fit. */
  public static RandomEffectsPca of(LmmFit fit) {
    Map<String, List<Double>> variances = new LinkedHashMap<>();
    for (VarCorr term : fit.varCorr()) {
      int k = term.size();
      double[] c = new double[k * k];
      for (int i = 0; i < c.length; i++) {
        c[i] = term.covariance(i / k, i % k) / (fit.sigma() * fit.sigma());
      }
      SymmetricEigen eigen = new SymmetricEigen(c, k);
      List<Double> own = variances.computeIfAbsent(term.group(), g -> new ArrayList<>());
      for (int i = 0; i < k; i++) {
        // Rounding error of a covariance matrix that lost rank.
        double value = eigen.value(i);
        own.add(value > 1e-14 * Math.abs(eigen.largest()) ? value : 0);
      }
    }
    List<Group> groups = new ArrayList<>();
    variances.forEach(
        (group, values) -> {
          if (values.size() > 1) {
            groups.add(new Group(group, components(values)));
          }
        });
    return new RandomEffectsPca(groups);
  }

  private static List<Component> components(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> -v).sorted().toArray();
    double total = -Arrays.stream(sorted).sum();
    List<Component> out = new ArrayList<>();
    double sum = 0;
    for (double v : sorted) {
      sum -= v;
      out.add(
          new Component(
              Math.sqrt(-v + 0.0),
              total > 0 ? -v / total : Double.NaN,
              total > 0 ? sum / total : Double.NaN));
    }
    return out;
  }
}
