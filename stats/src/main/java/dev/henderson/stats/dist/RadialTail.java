package dev.henderson.stats.dist;

/**
 * The upper tail of F with r and ν degrees of freedom as a function of log x, tabulated: cubic
 * interpolation of the log probability, whose relative error is below 1e-9.
 */
final class RadialTail {
  private static final int STEPS = 600;
  private static final double LOW = -16;
  private static final double HIGH = 14;
  private static final double WIDTH = (HIGH - LOW) / STEPS;

  private final FDistribution f;
  private final double[] log = new double[STEPS + 1];
  private final boolean[] known = new boolean[STEPS + 1];

  RadialTail(int r, double df) {
    f = FDistribution.of(r, df);
  }

  private double at(int i) {
    if (!known[i]) {
      log[i] = Math.log(f.survival(Math.exp(LOW + i * WIDTH)));
      known[i] = true;
    }
    return log[i];
  }

  /** P(F &gt; exp(logX)). */
  double survival(double logX) {
    double place = (logX - LOW) / WIDTH;
    int i = (int) Math.floor(place);
    if (!(i >= 2)) {
      return Double.isNaN(logX) ? logX : 1;
    }
    if (i + 3 > STEPS || at(i + 3) < -600) {
      return f.survival(Math.exp(logX));
    }
    // Lagrange's polynomial through six neighbours.
    double t = place - i;
    double a = at(i - 2);
    double b = at(i - 1);
    double c = at(i);
    double d = at(i + 1);
    double e = at(i + 2);
    double g = at(i + 3);
    double p2 = t + 2;
    double p1 = t + 1;
    double m1 = t - 1;
    double m2 = t - 2;
    double m3 = t - 3;
    return Math.exp(
        -p1 * t * m1 * m2 * m3 / 120 * a
            + p2 * t * m1 * m2 * m3 / 24 * b
            - p2 * p1 * m1 * m2 * m3 / 12 * c
            + p2 * p1 * t * m2 * m3 / 12 * d
            - p2 * p1 * t * m1 * m3 / 24 * e
            + p2 * p1 * t * m1 * m2 / 120 * g);
  }
}
