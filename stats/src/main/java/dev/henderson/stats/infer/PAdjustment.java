package dev.henderson.stats.infer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How p values of a family of tests are adjusted for their number, as R's {@code p.adjust}. */
public enum PAdjustment {
  /** Step down, family-wise error [Holm 1979]. */
  HOLM,
  /** Times the number of tests, family-wise error. */
  BONFERRONI,
  /** {@code 1 − (1 − p)^n}, family-wise error of independent tests. */
  SIDAK,
  /** Step up, family-wise error [Hochberg 1988]. */
  HOCHBERG,
  /** Closed Simes tests, family-wise error [Hommel 1988]. */
  HOMMEL,
  /** False discovery rate [Benjamini 1995]. */
  BH,
  /** False discovery rate under any dependence [Benjamini 2001]. */
  BY,
  /** None. */
  NONE;

  /**
   * The adjustment of a name, as R spells it.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static PAdjustment named(String name) {
    String word = name.replaceAll("[\"'\\s]", "").toUpperCase(Locale.ROOT);
    List<String> known = Arrays.stream(values()).map(PAdjustment::toString).toList();
    return switch (word) {
      case "FDR" -> BH;
      case "\u0160ID\u00c1K" -> SIDAK;
      default -> {
        for (PAdjustment a : values()) {
          if (a.name().equals(word)) {
            yield a;
          }
        }
        throw new IllegalArgumentException(
            "There is no adjustment " + name + "; there are " + String.join(", ", known) + ".");
      }
    };
  }

  /** The name as R spells it. */
  @Override
  public String toString() {
    return this == BH || this == BY ? name() : name().toLowerCase(Locale.ROOT);
  }

  /** The adjusted p values of a family, in its order; NaN is no member of it. */
  public double[] adjust(double[] p) {
    int[] order =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(i -> i)
            .toArray();
    int n = order.length;
    double[] sorted = new double[n];
    for (int i = 0; i < n; i++) {
      sorted[i] = p[order[i]];
    }
    double[] adjusted = ascending(sorted);
    double[] out = new double[p.length];
    Arrays.fill(out, Double.NaN);
    for (int i = 0; i < n; i++) {
      out[order[i]] = Math.min(1, adjusted[i]);
    }
    return out;
  }

  /** Adjusts ascending p values. */
  private double[] ascending(double[] p) {
    int n = p.length;
    double[] out = new double[n];
    double harmonic = 0;
    for (int i = 1; i <= n; i++) {
      harmonic += 1.0 / i;
    }
    switch (this) {
      case NONE -> System.arraycopy(p, 0, out, 0, n);
      case BONFERRONI -> Arrays.setAll(out, i -> n * p[i]);
      case SIDAK -> Arrays.setAll(out, i -> -Math.expm1(n * Math.log1p(-p[i])));
      case HOLM -> {
        double most = 0;
        for (int i = 0; i < n; i++) {
          most = Math.max(most, (n - i) * p[i]);
          out[i] = most;
        }
      }
      case HOCHBERG -> stepUp(p, out, 1, true);
      case BH -> stepUp(p, out, 1, false);
      case BY -> stepUp(p, out, harmonic, false);
      case HOMMEL -> hommel(p, out);
    }
    return out;
  }

  private static void stepUp(double[] p, double[] out, double factor, boolean familyWise) {
    int n = p.length;
    double least = 1;
    for (int i = n - 1; i >= 0; i--) {
      double times = familyWise ? n - i : factor * n / (i + 1);
      least = Math.min(least, times * p[i]);
      out[i] = least;
    }
  }

  /** The largest Simes p value over the families of each size that hold a test. */
  private static void hommel(double[] p, double[] out) {
    int n = p.length;
    for (int i = 0; i < n; i++) {
      out[i] = p[i];
    }
    for (int size = n; size >= 1; size--) {
      // The worst family of this size that holds test i: the largest size − 1 others beside it.
      for (int i = 0; i < n; i++) {
        double simes = Double.POSITIVE_INFINITY;
        int first = n - size;
        if (i >= first) {
          for (int rank = 1; rank <= size; rank++) {
            simes = Math.min(simes, size * p[first + rank - 1] / rank);
          }
        } else {
          simes = size * p[i];
          for (int rank = 2; rank <= size; rank++) {
            simes = Math.min(simes, size * p[first + rank - 1] / rank);
          }
        }
        out[i] = Math.max(out[i], simes);
      }
    }
  }
}
