package dev.henderson.stats.emm;

import dev.henderson.stats.dist.FDistribution;
import dev.henderson.stats.dist.MultivariateT;
import dev.henderson.stats.dist.StudentT;
import dev.henderson.stats.dist.StudentizedRange;
import dev.henderson.stats.dist.TabulatedTail;
import dev.henderson.stats.infer.Adjustment;
import dev.henderson.stats.infer.Alternative;
import dev.henderson.stats.infer.PAdjustment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The statistics of one family, whose p values and intervals are adjusted together. */
final class TestFamily {
  private final Adjustment adjustment;
  private final double[] t;
  private final double[] df;
  private final Alternative side;
  private final boolean equivalence;
  private final int means;
  private final int rank;
  private final double[] correlation;
  private final long seed;
  private final int size;
  private MultivariateT distribution;
  private double error;
  private final Ranges ranges;

  /** Studentised ranges that several families share. */
  static final class Ranges {
    /** From so many p values on a table is quicker. */
    private static final int TABLE_FROM_TESTS = 60;

    private record Key(double means, double df) {}

    private final boolean many;
    private final Map<Key, StudentizedRange> ranges = new HashMap<>();
    private final Map<Key, TabulatedTail> tails = new HashMap<>();
    private final Map<Key, Double> quantiles = new HashMap<>();

    Ranges(int tests) {
      many = tests > TABLE_FROM_TESTS;
    }

    private StudentizedRange range(Key key) {
      return ranges.computeIfAbsent(key, k -> StudentizedRange.of(k.means, k.df));
    }

    double survival(double means, double df, double q) {
      Key key = new Key(means, df);
      return many
          ? tails.computeIfAbsent(key, k -> TabulatedTail.of(range(k))).survival(q)
          : range(key).survival(q);
    }

    double cdf(double means, double df, double q) {
      return range(new Key(means, df)).cdf(q);
    }

    double quantile(double means, double df, double level) {
      return quantiles.computeIfAbsent(new Key(means, df), k -> range(k).quantile(level));
    }
  }

  /**
   * @param adjustment after {@link #suited}
   * @param t statistics, NaN where there is none
   * @param df degrees of freedom
   * @param means how many means were compared
   * @param rank of the contrasts, for Scheffé's method
   * @param correlation of the estimates, for the multivariate t; else null
   * @param ranges shared by the families of a table
   */
  TestFamily(
      Adjustment adjustment,
      double[] t,
      double[] df,
      EmmOptions options,
      int means,
      int rank,
      double[] correlation,
      Ranges ranges) {
    this.ranges = ranges;
    this.t = t;
    this.df = Arrays.stream(df).map(TestFamily::shorter).toArray();
    this.size = (int) Arrays.stream(df).filter(d -> !Double.isNaN(d)).count();
    this.adjustment = size <= 1 && adjustment != Adjustment.SCHEFFE ? Adjustment.NONE : adjustment;
    this.side = options.side();
    this.equivalence = options.delta() > 0 && side == Alternative.BOTH;
    this.means = means;
    this.rank = rank;
    this.correlation = correlation;
    this.seed = options.seed();
  }

  /** To nine digits, so that degrees of freedom that differ by rounding share what is computed. */
  private static double shorter(double df) {
    if (!(df > 0) || Double.isInfinite(df)) {
      return df;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(df)) - 8);
    return Math.rint(df / unit) * unit;
  }

  /** The adjustment that is used where the one asked for does not apply. */
  static Adjustment suited(Adjustment asked, boolean pairs, boolean oneSided) {
    return switch (asked) {
      case TUKEY -> oneSided || !pairs ? Adjustment.SIDAK : asked;
      case SCHEFFE, DUNNETTX -> oneSided ? Adjustment.SIDAK : asked;
      default -> asked;
    };
  }

  /** The p values. */
  double[] pValues() {
    double[] p = new double[t.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = Double.isNaN(t[i]) || !(df[i] > 0) ? Double.NaN : single(i);
    }
    if (adjustment == Adjustment.SIDAK) {
      // By the number of tests that can be made.
      return PAdjustment.SIDAK.adjust(p);
    }
    if (adjustment.ofPValues().isPresent()) {
      return adjustment.ofPValues().get().adjust(p);
    }
    for (int i = 0; i < p.length; i++) {
      if (!Double.isNaN(p[i])) {
        p[i] = joint(i);
      }
    }
    return p;
  }

  private double single(int i) {
    StudentT own = StudentT.of(df[i]);
    if (equivalence) {
      return own.cdf(t[i]);
    }
    return switch (side) {
      case BOTH -> own.twoSided(t[i]);
      case GREATER -> own.survival(t[i]);
      case LESS -> own.cdf(t[i]);
    };
  }

  private double joint(int i) {
    double size0 = Math.abs(t[i]);
    return switch (adjustment) {
      case TUKEY -> ranges.survival(means, df[i], size0 * Math.sqrt(2));
      case SCHEFFE -> FDistribution.of(rank, df[i]).survival(t[i] * t[i] / rank);
      case DUNNETTX -> 1 - dunnett(size0, df[i]);
      case MVT -> {
        boolean low = side == Alternative.LESS || equivalence;
        MultivariateT.Probability p =
            distribution().survival(twoSided() ? size0 : low ? -t[i] : t[i], df[i]);
        error = Math.max(error, p.error());
        yield p.value();
      }
      default -> throw new IllegalStateException(adjustment.toString());
    };
  }

  /** The largest standard error of the p values that were computed by sampling. */
  double error() {
    return error;
  }

  private boolean twoSided() {
    return side == Alternative.BOTH && !equivalence;
  }

  private MultivariateT distribution() {
    if (distribution == null) {
      int[] known = new int[size];
      int n = 0;
      for (int i = 0; i < df.length; i++) {
        if (!Double.isNaN(df[i])) {
          known[n++] = i;
        }
      }
      double[] r = new double[n * n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          // One-sided tests to the left are those to the right of the negative estimates.
          r[i * n + j] = correlation[known[i] * df.length + known[j]];
        }
      }
      distribution = MultivariateT.of(r, n, twoSided(), seed);
    }
    return distribution;
  }

  /** R's mixture of the studentised range and of independent tests. */
  private double dunnett(double x, double nu) {
    double k = size;
    double tukey = ranges.cdf((1 + Math.sqrt(1 + 8 * k)) / 2, nu, x * Math.sqrt(2));
    double sidak = Math.pow(1 - StudentT.of(nu).twoSided(x), k);
    return ((k - 1) * tukey + sidak) / k;
  }

  /** Half lengths of the intervals in standard errors, all together at the level. */
  double[] criticalValues(double level) {
    double[] out = new double[df.length];
    Map<Double, Double> known = new HashMap<>();
    for (int i = 0; i < out.length; i++) {
      out[i] =
          df[i] > 0 ? known.computeIfAbsent(df[i], nu -> criticalValue(level, nu)) : Double.NaN;
    }
    return out;
  }

  private double criticalValue(double level, double nu) {
    double alpha = 1 - level;
    double sides = side == Alternative.BOTH ? 2 : 1;
    return switch (adjustment) {
      case NONE -> StudentT.of(nu).quantile(1 - alpha / sides);
      case SIDAK -> StudentT.of(nu).quantile(1 + Math.expm1(Math.log1p(-alpha) / size) / sides);
      case TUKEY -> ranges.quantile(means, nu, level) / Math.sqrt(2);
      case SCHEFFE -> Math.sqrt(rank * FDistribution.of(rank, nu).quantile(level));
      case DUNNETTX -> dunnettQuantile(level, nu);
      case MVT -> distribution().quantile(alpha, nu);
      default -> StudentT.of(nu).quantile(1 - alpha / size / sides);
    };
  }

  private double dunnettQuantile(double level, double nu) {
    double low = StudentT.of(nu).quantile(0.5 + level / 2);
    double high = StudentT.of(nu).quantile(1 - (1 - level) / 2 / size);
    for (int i = 0; i < 60 && high - low > 1e-10; i++) {
      double middle = (low + high) / 2;
      if (dunnett(middle, nu) < level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
