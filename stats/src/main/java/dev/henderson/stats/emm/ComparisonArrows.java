package dev.henderson.stats.emm;

import dev.henderson.stats.infer.ResponseScale;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrows around means whose overlap tells which differ: two means differ significantly if their
 * arrows do not meet. Confidence intervals do not tell this. The lengths are those whose sums come
 * nearest to the least significant difference of each pair, pairs in doubt counting most.
 *
 * @param low ends to the left, one per mean in the order of its table, on the scale of the table
 * @param high ends to the right
 * @param misleading how many pairs the arrows cannot tell right
 */
public record ComparisonArrows(List<Double> low, List<Double> high, int misleading) {
  /** Of more means the arrows take long and are too many to read. */
  private static final int MOST_MEANS = 60;

  /** Copies the lists. */
  public ComparisonArrows {
    low = List.copyOf(low);
    high = List.copyOf(high);
  }

  /**
   * The arrows of means, by pairwise comparisons within their groups.
   *
   * @return none where there are too many means, or a group has one only
   */
  public static java.util.Optional<ComparisonArrows> of(EmmGrid means, EmmOptions options) {
    int largest = means.groups().stream().mapToInt(List::size).max().orElse(0);
    if (largest < 2 || largest > MOST_MEANS) {
      return java.util.Optional.empty();
    }
    EmmOptions link =
        EmmOptions.defaults()
            .withLevel(options.level())
            .withAdjustment(options.adjustment())
            .withSeed(options.seed());
    EmmTable table = means.table(EmmOptions.defaults());
    EmmTable pairs = means.contrast(ContrastMethod.named("pairwise")).table(link);
    ResponseScale scale = options.response() ? means.scale().orElse(null) : null;
    List<Double> low = new ArrayList<>();
    List<Double> high = new ArrayList<>();
    int wrong = 0;
    int pair = 0;
    int row = 0;
    for (List<Integer> group : means.groups()) {
      int k = group.size();
      double[][] difference = new double[k][k];
      double[][] reach = new double[k][k];
      for (int i = 0; i < k; i++) {
        for (int j = i + 1; j < k; j++) {
          EmmRow p = pairs.rows().get(pair++);
          difference[i][j] = Math.abs(p.estimate());
          reach[i][j] = (p.high() - p.low()) / 2;
        }
      }
      double[] half = lengths(difference, reach);
      for (int i = 0; i < k; i++) {
        double estimate = table.rows().get(row++).estimate();
        double a = back(scale, estimate - half[i]);
        double b = back(scale, estimate + half[i]);
        low.add(Math.min(a, b));
        high.add(Math.max(a, b));
        for (int j = i + 1; j < k; j++) {
          boolean meets = half[i] + half[j] > difference[i][j];
          wrong += meets != reach[i][j] > difference[i][j] ? 1 : 0;
        }
      }
    }
    return java.util.Optional.of(new ComparisonArrows(low, high, wrong));
  }

  private static double back(ResponseScale scale, double eta) {
    return scale == null ? eta : scale.inverse(eta);
  }

  /** Least squares of {@code a_i + a_j = reach_ij}, drawn a little towards equal lengths. */
  private static double[] lengths(double[][] difference, double[][] reach) {
    int k = difference.length;
    double[][] n = new double[k][k + 1];
    double mean = 0;
    int count = 0;
    for (int i = 0; i < k; i++) {
      for (int j = i + 1; j < k; j++) {
        double c = reach[i][j];
        if (Double.isNaN(c) || !(c > 0)) {
          continue;
        }
        mean += c / 2;
        count++;
        double w = 1 / (0.02 + Math.abs(difference[i][j] / c - 1));
        n[i][i] += w;
        n[j][j] += w;
        n[i][j] += w;
        n[j][i] += w;
        n[i][k] += w * c;
        n[j][k] += w * c;
      }
    }
    mean /= Math.max(1, count);
    for (int i = 0; i < k; i++) {
      n[i][i] += 1e-3;
      n[i][k] += 1e-3 * mean;
    }
    for (int c = 0; c < k; c++) {
      for (int i = c + 1; i < k; i++) {
        double f = n[i][c] / n[c][c];
        for (int j = c; j <= k; j++) {
          n[i][j] -= f * n[c][j];
        }
      }
    }
    double[] out = new double[k];
    for (int i = k - 1; i >= 0; i--) {
      double s = n[i][k];
      for (int j = i + 1; j < k; j++) {
        s -= n[i][j] * out[j];
      }
      out[i] = s / n[i][i];
    }
    for (int i = 0; i < k; i++) {
      out[i] = Math.max(0, out[i]);
    }
    return out;
  }
}
