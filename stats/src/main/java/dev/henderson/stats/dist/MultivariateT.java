package dev.henderson.stats.dist;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * The largest of m correlated t statistics with a common denominator: {@code max |T_i|} or {@code
 * max T_i}, where {@code T = A z / s}, z standard normal in r dimensions, {@code AA'} the
 * correlation matrix (of any rank r) and s an independent standard deviation of ν degrees of
 * freedom. What single-step adjustments of p values are made of.
 *
 * <p>With {@code z = ρu}, u on the unit sphere, the statistic exceeds c if {@code ρ/s > c/M(u)},
 * {@code M(u) = max |a_i'u|}; and {@code (ρ/s)²/r} has an F distribution. So {@code P(max > c) =
 * E[1 − F_{r,ν}(c²/(r M(u)²))]}: a smooth function of the direction alone, exact in the radius, and
 * good to its last relative digit far into the tail [Genz 2009]. The mean over directions is taken
 * over Sobol's points, randomly shifted; the shifts tell the error. The same seed gives the same
 * figures.
 */
public final class MultivariateT {
  private static final int SHIFTS = 12;

  /** Products a_i'u that are worth computing. */
  private static final double WORK = 2e8;

  /** Independent coordinates below this share are rounding. */
  private static final double RANK = 1e-10;

  /** Quantiles of t are numbers below this; their squares are too. */
  private static final double HUGE = 1e150;

  private final int m;
  private final int rank;
  private final boolean twoSided;
  private final int points;

  /** Log of M² for each shift and point; NaN where no direction counts. */
  private final double[][] logSquare;

  /** Whether M is negative: a one-sided statistic that this direction makes smaller than zero. */
  private final boolean[][] negative;

  /**
   * A probability with its standard error.
   *
   * @param value the probability
   * @param error its standard error from the random shifts
   */
  public record Probability(double value, double error) {}

  private MultivariateT(double[] correlation, int m, boolean twoSided, long seed) {
    this.m = m;
    this.twoSided = twoSided;
    double[][] a = factor(correlation, m);
    this.rank = a.length == 0 ? 0 : a[0].length;
    double each = (double) m * rank + 60.0 * rank + 40;
    this.points = (int) Math.max(500, Math.min(16000, WORK / (SHIFTS * each)));
    this.logSquare = new double[SHIFTS][rank == 1 ? 0 : points];
    this.negative = new boolean[SHIFTS][twoSided ? 0 : points];
    if (rank > 1) {
      sample(a, seed);
    }
  }

  /**
   * Prepares the distribution.
   *
   * @param correlation m × m by rows, positive semidefinite with a unit diagonal
   * @param m how many statistics, 1 or more
   * @param twoSided whether their absolute values count
   * @param seed of the random shifts
   */
  public static MultivariateT of(double[] correlation, int m, boolean twoSided, long seed) {
    if (m < 1 || correlation.length != m * m) {
      throw new IllegalArgumentException("a correlation matrix of " + m + " statistics is wanted");
    }
    return new MultivariateT(correlation, m, twoSided, seed);
  }

  /** The rows a_i of a factor of the correlation matrix, by Cholesky with pivoting. */
  private static double[][] factor(double[] correlation, int m) {
    double[] rest = new double[m];
    for (int i = 0; i < m; i++) {
      rest[i] = correlation[i * m + i];
    }
    double[][] columns = new double[m][];
    int rank = 0;
    while (rank < m) {
      int pivot = 0;
      for (int i = 1; i < m; i++) {
        pivot = rest[i] > rest[pivot] ? i : pivot;
      }
      if (!(rest[pivot] > RANK)) {
        break;
      }
      double[] column = new double[m];
      double root = Math.sqrt(rest[pivot]);
      for (int i = 0; i < m; i++) {
        double s = correlation[i * m + pivot];
        for (int k = 0; k < rank; k++) {
          s -= columns[k][i] * columns[k][pivot];
        }
        column[i] = s / root;
        rest[i] -= column[i] * column[i];
      }
      rest[pivot] = 0;
      columns[rank++] = column;
    }
    double[][] rows = new double[m][rank];
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < rank; k++) {
        rows[i][k] = columns[k][i];
      }
    }
    return rows;
  }

  private void sample(double[][] a, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] flat = new double[m * rank];
    for (int i = 0; i < m; i++) {
      System.arraycopy(a[i], 0, flat, i * rank, rank);
    }
    double[][] shifts = new double[SHIFTS][rank];
    for (double[] shift : shifts) {
      Arrays.setAll(shift, k -> random.nextDouble());
    }
    SobolSequenceGenerator sequence = new SobolSequenceGenerator(rank);
    double[] z = new double[rank];
    for (int p = 0; p < points; p++) {
      double[] x = sequence.nextVector();
      for (int s = 0; s < SHIFTS; s++) {
        double square = 0;
        for (int k = 0; k < rank; k++) {
          double u = (x[k] + shifts[s][k]) % 1;
          z[k] = Normal.quantile(Math.min(1 - 1e-15, Math.max(1e-15, u)));
          square += z[k] * z[k];
        }
        double most = twoSided ? 0 : Double.NEGATIVE_INFINITY;
        for (int i = 0, at = 0; i < m; i++) {
          double t = 0;
          for (int k = 0; k < rank; k++) {
            t += flat[at++] * z[k];
          }
          most = Math.max(most, twoSided ? Math.abs(t) : t);
        }
        logSquare[s][p] = Math.log(most * most / square);
        if (!twoSided) {
          negative[s][p] = most < 0;
        }
      }
    }
  }

  /**
   * The probability that the largest statistic is beyond c.
   *
   * @param df ν, positive or infinite
   */
  public Probability survival(double c, double df) {
    if (Double.isNaN(c) || !(df > 0)) {
      return new Probability(Double.NaN, Double.NaN);
    }
    if (twoSided && c <= 0) {
      return new Probability(1, 0);
    }
    if (rank <= 1) {
      return new Probability(single(c, df), 0);
    }
    TabulatedTail tail = TabulatedTail.ofLogF(rank, df);
    double logC = 2 * Math.log(Math.abs(c)) - Math.log(rank);
    double mean = 0;
    double squares = 0;
    for (int s = 0; s < SHIFTS; s++) {
      double sum = 0;
      for (int p = 0; p < points; p++) {
        if (twoSided || c >= 0) {
          // With c positive, a direction that makes all statistics negative never gets there.
          sum += !twoSided && negative[s][p] ? 0 : tail.survival(logC - logSquare[s][p]);
        } else {
          sum += negative[s][p] ? 1 - tail.survival(logC - logSquare[s][p]) : 1;
        }
      }
      double own = sum / points;
      double delta = own - mean;
      mean += delta / (s + 1);
      squares += delta * (own - mean);
    }
    return new Probability(mean, Math.sqrt(squares / (SHIFTS - 1) / SHIFTS));
  }

  /** All statistics are the same but for their signs. */
  private double single(double c, double df) {
    StudentT t = StudentT.of(df);
    if (twoSided) {
      return t.twoSided(c);
    }
    return t.survival(c);
  }

  /**
   * The c that the largest statistic exceeds with probability {@code alpha}.
   *
   * @param alpha between 0 and 1
   * @return infinite where it is beyond the largest number, as at 0.001 degrees of freedom
   */
  public double quantile(double alpha, double df) {
    if (!(alpha > 0 && alpha < 1) || !(df > 0)) {
      return Double.NaN;
    }
    // Between the quantile of one statistic and Bonferroni's.
    StudentT t = StudentT.of(df);
    double sides = twoSided ? 2 : 1;
    double low = t.quantile(1 - alpha / sides) - 1e-9;
    double high = t.quantile(1 - alpha / sides / m) + 1e-9;
    if (!(high < HUGE)) {
      // Few degrees of freedom: quantiles of t stop near here, so the bracket is opened by hand.
      high = Double.MAX_VALUE;
      low = Math.min(low, HUGE);
      if (survival(high, df).value() > alpha) {
        return Double.POSITIVE_INFINITY;
      }
    }
    double atLow = Math.log(survival(low, df).value() / alpha);
    double atHigh = Math.log(survival(high, df).value() / alpha);
    for (int i = 0; i < 60 && high - low > 1e-10 * Math.abs(high); i++) {
      // Over many powers of ten the tail is straight in the logarithm of c.
      boolean wide = low > 0 && high > 100 * low;
      double share = atLow / (atLow - atHigh);
      double c = wide ? low * Math.pow(high / low, share) : low + (high - low) * share;
      if (!(c > low && c < high)) {
        c = wide ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2;
      }
      double f = Math.log(survival(c, df).value() / alpha);
      if (f > 0) {
        low = c;
        atLow = f;
        atHigh /= i % 2 == 1 ? 2 : 1;
      } else {
        high = c;
        atHigh = f;
        atLow /= i % 2 == 1 ? 2 : 1;
      }
      if (Math.abs(f) < 1e-11) {
        return c;
      }
    }
    return low + (high - low) / 2;
  }
}
