package dev.henderson.stats.plot;

import dev.henderson.stats.dist.Normal;
import dev.henderson.stats.model.ConditionalModes;
import dev.henderson.stats.model.HasRows;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * Sorted values against the quantiles of the normal distribution, with the line through their
 * quartiles and a band where 95 of 100 points of a normal sample lie, each by itself [Fox 2016].
 */
public final class QqPlot {
  private static final int MOST_POINTS = 3000;
  private static final int ENDS = 200;
  private static final int BAND = 36;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 380;
  private static final double Z = 1.959963984540054;

  private final double[] values;
  private final String name;
  private final String title;
  private final String things;

  private QqPlot(double[] values, String name, String title, String things) {
    this.values = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    this.name = name;
    this.title = title;
    this.things = things;
  }

  /**
   * The plot of any values; those that are not finite are left out.
   *
   * @param name title of the axis, such as {@code Standardised residual}
   */
  public static QqPlot of(double[] values, String name) {
    return new QqPlot(values, name, "Normal Q-Q plot", "row");
  }

  /**
   * The plot of a fit: Pearson residuals divided by sigma.
   *
   * @param sigma the residual standard deviation
   */
  public static QqPlot of(HasRows fit, double sigma) {
    double[] scaled = fit.weightedResiduals();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= sigma;
    }
    return of(scaled, "Scaled residual");
  }

  /** The plot of the conditional modes of one effect of a term. */
  public static QqPlot of(ConditionalModes modes, int effect) {
    double[] values =
        IntStream.range(0, modes.levels().size()).mapToDouble(l -> modes.mode(l, effect)).toArray();
    String name = modes.effects().get(effect);
    return new QqPlot(
        values, "Conditional mode", "Normal Q-Q plot of " + modes.group() + ", " + name, "level");
  }

  /** Whether fewer than two values are left, so that there is nothing to see. */
  public boolean isEmpty() {
    return values.length < 2;
  }

  /** Paints it as a PNG. */
  public Picture picture() {
    return picture(PictureFormat.PNG);
  }

  /** Paints it. */
  public Picture picture(PictureFormat format) {
    XYChart chart = HouseStyle.chart(WIDTH, HEIGHT, "Normal quantile", name);
    int n = values.length;
    int outside = 0;
    if (n > 1) {
      double[] z = new double[n];
      for (int i = 0; i < n; i++) {
        z[i] = Normal.quantile(share(i, n));
      }
      double low = quantile(0.25);
      double high = quantile(0.75);
      double slope = (high - low) / (2 * Normal.quantile(0.75));
      double middle = (low + high) / 2;
      double[] lower = new double[n];
      double[] upper = new double[n];
      for (int i = 0; i < n; i++) {
        double p = share(i, n);
        double density = Math.exp(-z[i] * z[i] / 2) / Math.sqrt(2 * Math.PI);
        double half = Z * slope / density * Math.sqrt(p * (1 - p) / n);
        lower[i] = middle + slope * z[i] - half;
        upper[i] = middle + slope * z[i] + half;
        outside += values[i] < lower[i] || values[i] > upper[i] ? 1 : 0;
      }
      double padX = 0.03 * (z[n - 1] - z[0]);
      double y0 = Math.min(values[0], lower[0]);
      double y1 = Math.max(values[n - 1], upper[n - 1]);
      double padY = HouseStyle.pad(y0, y1, 0.04);
      HouseStyle.window(chart, z[0] - padX, z[n - 1] + padX, y0 - padY, y1 + padY);
      int[] shown = shown(n);
      double[] x = pick(z, shown);
      int[] band = IntStream.range(0, Math.min(n, BAND)).map(k -> spread(k, n)).toArray();
      HouseStyle.reference(chart, "lower", pick(z, band), pick(lower, band));
      HouseStyle.reference(chart, "upper", pick(z, band), pick(upper, band));
      double[] ends = {z[0], z[n - 1]};
      double[] line = {middle + slope * ends[0], middle + slope * ends[1]};
      HouseStyle.line(chart, "line", ends, line, HouseStyle.SMOOTH, 2f);
      chart.getStyler().setMarkerSize(n <= 500 ? 7 : 5);
      HouseStyle.dots(
          chart, "points", x, pick(values, shown), HouseStyle.alpha(HouseStyle.DATA, 150));
    }
    String remark =
        Words.count(n)
            + " "
            + things
            + (n == 1 ? "" : "s")
            + "; line through the quartiles, 95% band";
    Card card = new Card(title, remark, WIDTH, HEIGHT, g -> chart.paint(g, WIDTH - 8, HEIGHT));
    return card.picture(alternative(outside), format);
  }

  /** The picture, unless no row has a value to draw. */
  public Optional<Picture> unlessEmpty(PictureFormat format) {
    return isEmpty() ? Optional.empty() : Optional.of(picture(format));
  }

  /** Few places of many, close together at both ends: dashes begin anew at each. */
  private static int spread(int k, int n) {
    if (n <= BAND) {
      return k;
    }
    double z = -3.5 + 7.0 * k / (BAND - 1);
    return k == 0 ? 0 : k == BAND - 1 ? n - 1 : (int) Math.round(Normal.cdf(z) * (n - 1));
  }

  private static double share(int i, int n) {
    double a = n <= 10 ? 0.375 : 0.5;
    return (i + 1 - a) / (n + 1 - 2 * a);
  }

  private double quantile(double p) {
    double at = p * (values.length - 1);
    int below = (int) at;
    int above = Math.min(values.length - 1, below + 1);
    return values[below] + (at - below) * (values[above] - values[below]);
  }

  /** All points of a small sample; of a large one both ends and some in between. */
  private static int[] shown(int n) {
    if (n <= MOST_POINTS) {
      int[] all = new int[n];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int inside = MOST_POINTS - 2 * ENDS;
    int[] some = new int[MOST_POINTS];
    for (int k = 0; k < MOST_POINTS; k++) {
      some[k] =
          k < ENDS
              ? k
              : k >= MOST_POINTS - ENDS
                  ? n - MOST_POINTS + k
                  : (int) (ENDS + (long) (k - ENDS) * (n - 2L * ENDS) / inside);
    }
    return some;
  }

  private static double[] pick(double[] v, int[] at) {
    return Arrays.stream(at).mapToDouble(i -> v[i]).toArray();
  }

  private String alternative(int outside) {
    int n = values.length;
    if (n < 2) {
      return title + " without points.";
    }
    return title
        + (title.contains(" of ") ? ": " : " of ")
        + Words.count(n)
        + " values from "
        + Words.number(values[0])
        + " to "
        + Words.number(values[n - 1])
        + "; "
        + Words.count(outside)
        + " of them lie outside the 95% band.";
  }
}
