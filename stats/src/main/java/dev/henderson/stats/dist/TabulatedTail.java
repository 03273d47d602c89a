package dev.henderson.stats.dist;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * An upper tail that is asked for at many points: its logarithm at equally spaced places, computed
 * as they are needed, and a polynomial through six of them. The relative error is below 1e-8 for
 * the spacings chosen here, and that of a straight line where the function has few digits itself.
 */
public final class TabulatedTail {
  private static final int STEPS = 600;

  /** Logarithms of F above this are those of a power, to the last digit. */
  private static final double FAR = 600;

  private final DoubleUnaryOperator tail;
  private final double low;
  private final double width;
  private final double smallest;
  private final double[] log = new double[STEPS + 1];

  private TabulatedTail(DoubleUnaryOperator tail, double low, double high, double smallest) {
    this.smallest = Math.log(smallest);
    this.tail = tail;
    this.low = low;
    this.width = (high - low) / STEPS;
    Arrays.fill(log, Double.NaN);
  }

  /** The upper tail of a studentised range. */
  public static TabulatedTail of(StudentizedRange range) {
    return new TabulatedTail(range::survival, 0, 30, 1e-9);
  }

  /** The upper tail of F with r and ν degrees of freedom, as a function of log x. */
  static TabulatedTail ofLogF(int r, double df) {
    FDistribution f = FDistribution.of(r, df);
    // Far out the tail is a power of x, with an exponent that keeps it from zero at few df.
    double far = f.survival(Math.exp(FAR));
    return new TabulatedTail(
        x -> x < FAR ? f.survival(Math.exp(x)) : far * Math.exp(-df / 2 * (x - FAR)),
        -16,
        14,
        1e-280);
  }

  private double at(int i) {
    if (Double.isNaN(log[i])) {
      log[i] = Math.log(tail.applyAsDouble(low + i * width));
    }
    return log[i];
  }

  /** The probability to be beyond x. */
  public double survival(double x) {
    double place = (x - low) / width;
    int i = (int) Math.floor(place);
    if (!(i >= 2) || i > STEPS - 3) {
      return tail.applyAsDouble(x);
    }
    double t = place - i;
    if (!(at(i + 3) > smallest)) {
      // The function's own rounding shows here: no more than a straight line is worth it.
      return Double.isInfinite(at(i + 1)) ? 0 : Math.exp((1 - t) * at(i) + t * at(i + 1));
    }
    double p2 = t + 2;
    double p1 = t + 1;
    double m1 = t - 1;
    double m2 = t - 2;
    double m3 = t - 3;
    return Math.exp(
        -p1 * t * m1 * m2 * m3 / 120 * at(i - 2)
            + p2 * t * m1 * m2 * m3 / 24 * at(i - 1)
            - p2 * p1 * m1 * m2 * m3 / 12 * at(i)
            + p2 * p1 * t * m2 * m3 / 12 * at(i + 1)
            - p2 * p1 * t * m1 * m3 / 24 * at(i + 2)
            + p2 * p1 * t * m1 * m2 / 120 * at(i + 3));
  }
}
