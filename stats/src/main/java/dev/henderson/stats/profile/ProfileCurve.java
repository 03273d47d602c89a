package dev.henderson.stats.profile;

import dev.henderson.stats.lmm.ProfileLikelihood.Kind;
import java.util.Arrays;

/**
 * The profile of one parameter: the signed root {@code zeta} of the rise of the deviance above its
 * minimum, at some values of the parameter and by a natural cubic spline between them [Bates 2015].
 *
 * <p>If the likelihood were normal, zeta would be a straight line. The density that belongs to it
 * is {@code phi(zeta(x)) zeta'(x)}.
 */
public final class ProfileCurve {
  private final String name;
  private final Kind kind;
  private final double estimate;
  private final double[] values;
  private final double[] zetas;

  /** Second derivatives of the spline at the values. */
  private final double[] bends;

  /**
   * @param values ascending, at least two
   * @param zetas as many
   */
  ProfileCurve(String name, Kind kind, double estimate, double[] values, double[] zetas) {
    this.name = name;
    this.kind = kind;
    this.estimate = estimate;
    this.values = values.clone();
    this.zetas = zetas.clone();
    this.bends = bends(values, zetas);
  }

  /** The name of the parameter, as R's {@code confint(m, oldNames = FALSE)} has it. */
  public String name() {
    return name;
  }

  /** What the parameter is. */
  public Kind kind() {
    return kind;
  }

  /** Its maximum-likelihood estimate; NaN for a correlation that has none. */
  public double estimate() {
    return estimate;
  }

  /** The values the deviance was found at, ascending; a copy. */
  public double[] values() {
    return values.clone();
  }

  /** Zeta at these values; a copy. */
  public double[] zetas() {
    return zetas.clone();
  }

  /** The least value of the curve. */
  public double low() {
    return values[0];
  }

  /** The greatest value of the curve. */
  public double high() {
    return values[values.length - 1];
  }

  /** Zeta at a value between {@link #low} and {@link #high}. */
  public double zeta(double value) {
    int i = interval(value);
    double h = values[i + 1] - values[i];
    double a = (values[i + 1] - value) / h;
    double b = 1 - a;
    return a * zetas[i]
        + b * zetas[i + 1]
        + ((a * a * a - a) * bends[i] + (b * b * b - b) * bends[i + 1]) * h * h / 6;
  }

  /** The density of the parameter that belongs to the profile, as if zeta were standard normal. */
  public double density(double value) {
    int i = interval(value);
    double h = values[i + 1] - values[i];
    double a = (values[i + 1] - value) / h;
    double b = 1 - a;
    double slope =
        (zetas[i + 1] - zetas[i]) / h
            + ((1 - 3 * a * a) * bends[i] + (3 * b * b - 1) * bends[i + 1]) * h / 6;
    double z = zeta(value);
    return Math.max(0, slope) * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  private int interval(double value) {
    int at = Arrays.binarySearch(values, value);
    int i = at >= 0 ? at : -at - 2;
    return Math.max(0, Math.min(i, values.length - 2));
  }

  /** Second derivatives of the natural spline, by the tridiagonal system. */
  private static double[] bends(double[] x, double[] y) {
    int n = x.length;
    double[] second = new double[n];
    double[] upper = new double[n];
    for (int i = 1; i < n - 1; i++) {
      double share = (x[i] - x[i - 1]) / (x[i + 1] - x[i - 1]);
      double p = share * upper[i - 1] + 2;
      upper[i] = (share - 1) / p;
      double turn = (y[i + 1] - y[i]) / (x[i + 1] - x[i]) - (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
      second[i] = (6 * turn / (x[i + 1] - x[i - 1]) - share * second[i - 1]) / p;
    }
    second[n - 1] = 0;
    for (int i = n - 2; i >= 0; i--) {
      second[i] += upper[i] * second[i + 1];
    }
    second[0] = 0;
    return second;
  }
}
