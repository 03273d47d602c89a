package dev.henderson.stats.dist;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The studentised range: the range of k independent standard normal values over an independent
 * standard deviation of ν degrees of freedom, the distribution of Tukey's test.
 *
 * <p>{@code P(Q ≤ q) = ∫ f(s) W(qs) ds}, where W is the distribution of the range, {@code W(w) =
 * (2Φ(w/2) − 1)^k + 2k ∫_{w/2}^∞ φ(u) (Φ(u) − Φ(u − w))^{k−1} du}, and f the density of the
 * standard deviation [Copenhaver 1988]. Both integrals are Gauss sums over panels; where W is one
 * to the last digit the rest is a chi-squared probability. Below three degrees of freedom s ranges
 * over many powers of ten, and the sum is over its logarithm.
 *
 * <p>The absolute error of a probability is below 1e-11: compared for two means with Student's t,
 * {@code P(Q > q) = 2 P(T > q/√2)}, from 0.001 degrees of freedom on, and for 3 to 20 means with
 * other programs' sums, from 0.05 on.
 */
public final class StudentizedRange {
  /** The range of any number of normal values we allow is below this, to the last digit. */
  private static final double WIDEST = 15;

  private static final double FARTHEST = 9;
  private static final int NODES = 16;
  private static final int INNER_PANELS = 5;
  private static final int OUTER_PANELS = 10;

  /** Fewer degrees of freedom than these are summed over the logarithm of s. */
  private static final double FEW = 3;

  /** The range of two normal values is below this with a probability of less than 1e-17. */
  private static final double NARROWEST = 1e-17;

  /** Below this the density of s is a power of s alone, to the last digit. */
  private static final double POWER_ONLY = 1e-9;

  private static final double[] NODE = new double[NODES];
  private static final double[] WEIGHT = new double[NODES];

  static {
    for (int i = 0; i < NODES; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (NODES + 0.5));
      double slope = 0;
      for (int iteration = 0; iteration < 100; iteration++) {
        double before = 1;
        double value = x;
        for (int n = 2; n <= NODES; n++) {
          double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
          before = value;
          value = next;
        }
        slope = NODES * (x * value - before) / (x * x - 1);
        double step = value / slope;
        x -= step;
        if (Math.abs(step) < 1e-15) {
          break;
        }
      }
      NODE[i] = x;
      WEIGHT[i] = 2 / ((1 - x * x) * slope * slope);
    }
  }

  private final double k;
  private final double df;
  private final double logConstant;
  private final double low;
  private final double high;

  private StudentizedRange(double k, double df) {
    this.k = k;
    this.df = df;
    boolean normal = df > 1e9;
    // The density of s is 2νs that of chi-squared at νs²; at s = 1 this tells the constant.
    this.logConstant =
        normal ? 0 : Math.log(2 * df) + ChiSquaredDistribution.of(df).logDensity(df) + df / 2;
    double mode = normal ? 1 : Math.sqrt(Math.max(0, df - 1) / df);
    double step = normal ? 0 : 1 / Math.sqrt(2 * df);
    double top = normal ? 0 : logDensity(Math.max(mode, 1e-8));
    double from = mode;
    while (!normal && from > 0 && logDensity(from) > top - 45) {
      from -= step;
    }
    double to = mode + step;
    while (!normal && logDensity(to) > top - 45) {
      to += step;
    }
    this.low = Math.max(0, from);
    this.high = to;
  }

  /**
   * @param k number of means, 2 or more; approximations of other distributions want one between
   *     whole numbers
   * @param df degrees of freedom of the standard deviation, positive, or infinite
   * @throws IllegalArgumentException for others
   */
  public static StudentizedRange of(double k, double df) {
    if (!(k >= 2) || !(df > 0)) {
      throw new IllegalArgumentException(
          "The studentised range is of 2 means or more and a positive number of degrees of"
              + " freedom, not of "
              + k
              + " and "
              + df
              + ".");
    }
    return new StudentizedRange(k, df);
  }

  private double logDensity(double s) {
    return logConstant + (df - 1) * Math.log(s) - df * s * s / 2;
  }

  /** P(Q &lt;= q). */
  public double cdf(double q) {
    if (!(q > 0)) {
      return Double.isNaN(q) ? q : 0;
    }
    if (df > 1e9) {
      return rangeCdf(q);
    }
    if (df < FEW) {
      return overLogarithm(q, false);
    }
    double edge = WIDEST / q;
    double inside = integrate(q, Math.min(high, edge), false);
    return Math.min(1, edge < high ? inside + above(edge) : inside);
  }

  /** P(Q &gt; q), summed by itself and not as what the other tail leaves. */
  public double survival(double q) {
    if (!(q > 0)) {
      return Double.isNaN(q) ? q : 1;
    }
    if (df > 1e9) {
      return Math.max(0, 1 - rangeCdf(q));
    }
    if (df < FEW) {
      return overLogarithm(q, true);
    }
    return Math.min(1, Math.max(0, integrate(q, Math.min(high, WIDEST / q), true)));
  }

  /** P(s &gt; edge). */
  private double above(double edge) {
    return ChiSquared.of(df).survival(df * edge * edge);
  }

  /** The logarithm of P(s &lt;= e^x) where the density is a power of s. */
  private double logPowerBelow(double x) {
    return logConstant + df * x - Math.log(df);
  }

  /**
   * P(Q &lt;= q), or P(Q &gt; q), by a sum over x = log s: below the first panel W is zero, above
   * the last it is one, or the density zero.
   */
  private double overLogarithm(double q, boolean upper) {
    double logQ = Math.log(q);
    double from = Math.min(Math.log(NARROWEST) - logQ, Math.log(POWER_ONLY));
    double edge = Math.log(WIDEST) - logQ;
    double last = Math.log(120 / df) / 2;
    double to = Math.min(edge, last);
    // Wide panels where W is a power too, narrow ones where the density or W bends.
    double bend = Math.max(from, Math.min(to - 1, Math.min(edge - 8, last - 5)));
    double sum = logPanels(logQ, from, bend, 3, upper) + logPanels(logQ, bend, to, 0.6, upper);
    if (upper) {
      sum += Math.exp(logPowerBelow(from));
    } else if (edge < last) {
      sum += edge < Math.log(POWER_ONLY) ? -Math.expm1(logPowerBelow(edge)) : above(Math.exp(edge));
    }
    return Math.max(0, Math.min(1, sum));
  }

  private double logPanels(double logQ, double from, double to, double widest, boolean upper) {
    int panels = (int) Math.ceil((to - from) / widest);
    double width = panels == 0 ? 0 : (to - from) / panels;
    double sum = 0;
    for (int panel = 0; panel < panels; panel++) {
      for (int i = 0; i < NODES; i++) {
        double x = from + (panel + 0.5 + NODE[i] / 2) * width;
        double s = Math.exp(x);
        double density = Math.exp(logConstant + df * x - df * s * s / 2);
        double w = rangeCdf(Math.exp(x + logQ));
        sum += WEIGHT[i] * density * (upper ? 1 - w : w);
      }
    }
    return sum * width / 2;
  }

  private double integrate(double q, double to, boolean upper) {
    if (to <= low) {
      return 0;
    }
    // At zero the density is a power of s, whole or not; in the cube root of s it is smooth.
    boolean cubed = low == 0;
    double width = 1.0 / OUTER_PANELS;
    double sum = 0;
    for (int panel = 0; panel < OUTER_PANELS; panel++) {
      for (int i = 0; i < NODES; i++) {
        double t = (panel + 0.5 + NODE[i] / 2) * width;
        double s = low + (to - low) * (cubed ? t * t * t : t);
        double density = Math.exp(logDensity(s)) * (cubed ? 3 * t * t : 1);
        if (density > 0) {
          double w = rangeCdf(q * s);
          sum += WEIGHT[i] * density * (upper ? 1 - w : w);
        }
      }
    }
    return sum * (to - low) * width / 2;
  }

  /** W(w), the distribution of the range of k standard normal values. */
  private double rangeCdf(double w) {
    if (w >= WIDEST) {
      return 1;
    }
    double middle = 1 - 2 * Normal.survival(w / 2);
    double first = Math.pow(middle, k);
    double from = w / 2;
    double width = (FARTHEST - from) / INNER_PANELS;
    double sum = 0;
    for (int panel = 0; panel < INNER_PANELS; panel++) {
      double center = from + (panel + 0.5) * width;
      for (int i = 0; i < NODES; i++) {
        double u = center + NODE[i] * width / 2;
        // Φ(u) − Φ(u − w), from the tail that keeps its digits.
        double between = Normal.survival(u - w) - Normal.survival(u);
        sum += WEIGHT[i] * Math.exp(-u * u / 2) * Math.pow(between, k - 1);
      }
    }
    double second = 2 * k * sum * width / 2 / Math.sqrt(2 * Math.PI);
    return Math.min(1, first + second);
  }

  /**
   * The q with P(Q &lt;= q) = p.
   *
   * @throws IllegalArgumentException if p is not between 0 and 1
   */
  public double quantile(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("A probability lies between 0 and 1; this is " + p + ".");
    }
    if (p == 0 || p == 1) {
      return p == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double a = 0;
    double fa = -p;
    double b = 4;
    double fb = excess(b, p);
    while (fb < 0) {
      a = b;
      fa = fb;
      b *= 2;
      fb = excess(b, p);
    }
    // The Illinois method: false position that halves the weight of an end that stays.
    int stayed = 0;
    for (int i = 0; i < 100 && b - a > 1e-12 * b; i++) {
      double q = b - fb * (b - a) / (fb - fa);
      if (!(q > a && q < b)) {
        q = (a + b) / 2;
      }
      double f = excess(q, p);
      if (Math.abs(f) < 1e-15) {
        return q;
      }
      if (f < 0) {
        a = q;
        fa = f;
        fb = stayed == -1 ? fb / 2 : fb;
        stayed = -1;
      } else {
        b = q;
        fb = f;
        fa = stayed == 1 ? fa / 2 : fa;
        stayed = 1;
      }
    }
    return (a + b) / 2;
  }

  private double excess(double q, double p) {
    return p > 0.5 ? (1 - p) - survival(q) : cdf(q) - p;
  }
}
