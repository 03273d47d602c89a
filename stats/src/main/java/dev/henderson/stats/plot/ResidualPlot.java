package dev.henderson.stats.plot;

import dev.henderson.stats.linalg.SortOrder;
import dev.henderson.stats.lm.Influence;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.model.HasRows;
import java.awt.Color;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * Residuals against fitted values with a lowess line through them [Cleveland 1979]: what is left
 * should lie around zero, in a band of even width.
 *
 * <p>Up to 5,000 points are all drawn. Of more, the picture shows how many fall into each cell of a
 * grid, darker for more, and the 50 most extreme as points.
 */
public final class ResidualPlot {
  /** A line through fewer points follows each of them and tells nothing. */
  private static final int LEAST_SMOOTHED = 10;

  /** A range below this share of the size is rounding: all values are the same. */
  private static final double SAME = 1e-10;

  /** Residuals below this share of the fitted values are rounding. */
  private static final double ROUNDING = 1e-13;

  private static final int MOST_POINTS = 5000;
  private static final int EXTREME = 50;
  private static final int CELLS_ACROSS = 96;
  private static final int CELLS_UP = 60;
  private static final int SHADES = 8;
  private static final int SMOOTH_GRID = 80;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 380;

  private final double[] fitted;
  private final double[] residuals;
  private final double[] smooth;
  private final Axes axes;
  private final boolean level;
  private final boolean exact;

  /**
   * What is drawn against what.
   *
   * @param title of the picture
   * @param x title of the horizontal axis
   * @param y title of the vertical axis
   * @param contours how many coefficients Cook's distances are drawn for; 0 for none
   */
  private record Axes(String title, String x, String y, int contours) {
    static Axes fitted(String residual) {
      return new Axes(residual + "s against fitted values", "Fitted value", residual, 0);
    }

    /** Whether zero is a line to compare with. */
    boolean aroundZero() {
      return !y.startsWith("\u221a");
    }
  }

  private ResidualPlot(double[] fitted, double[] residuals, Axes axes) {
    int[] order = SortOrder.ascending(fitted);
    this.fitted = Arrays.stream(order).mapToDouble(i -> fitted[i]).toArray();
    this.residuals = Arrays.stream(order).mapToDouble(i -> residuals[i]).toArray();
    this.axes = axes;
    double size = Arrays.stream(fitted).map(Math::abs).max().orElse(0);
    double reach = Arrays.stream(residuals).map(Math::abs).max().orElse(0);
    int n = fitted.length;
    this.level = n > 0 && this.fitted[n - 1] - this.fitted[0] <= SAME * size;
    this.exact = axes.aroundZero() && axes.contours() == 0 && reach <= ROUNDING * size;
    this.smooth = withoutLine() ? this.residuals : Lowess.line(this.fitted, this.residuals);
  }

  /** Whether no row has both values, so that there is nothing to see. */
  public boolean isEmpty() {
    return fitted.length == 0;
  }

  /** The plot of a fit: residuals given any random effects, times the square roots of weights. */
  public static ResidualPlot of(HasRows fit) {
    return new ResidualPlot(
        fit.fitted(),
        fit.weightedResiduals(),
        Axes.fitted(fit.hasWeights() ? "Pearson residual" : "Residual"));
  }

  /**
   * Scale against location: square roots of absolute standardised residuals against fitted values.
   * A line that rises says that larger values vary more.
   */
  public static ResidualPlot scaleLocation(LmFit fit, Influence influence) {
    double[] size = influence.standardized();
    for (int i = 0; i < size.length; i++) {
      size[i] = Math.sqrt(Math.abs(size[i]));
    }
    return finite(
        fit.fitted(),
        size,
        new Axes("Scale against location", "Fitted value", "\u221a|standardised residual|", 0));
  }

  /**
   * The same of any fit: Pearson residuals divided by sigma, against fitted values.
   *
   * @param sigma the residual standard deviation
   */
  public static ResidualPlot scaleLocation(HasRows fit, double sigma) {
    double[] size = fit.weightedResiduals();
    for (int i = 0; i < size.length; i++) {
      size[i] = Math.sqrt(Math.abs(size[i]) / sigma);
    }
    return finite(
        fit.fitted(),
        size,
        new Axes("Scale against location", "Fitted value", "\u221a|scaled residual|", 0));
  }

  /**
   * Standardised residuals against leverage, with the lines where Cook's distance is 0.5 and 1: a
   * row beyond them moves the estimates by itself.
   */
  public static ResidualPlot leverage(LmFit fit, Influence influence) {
    return finite(
        influence.leverage(),
        influence.standardized(),
        new Axes("Residuals against leverage", "Leverage", "Standardised residual", fit.rank()));
  }

  /** The plot of the rows whose values exist; a row of leverage one has no residual. */
  private static ResidualPlot finite(double[] x, double[] y, Axes axes) {
    int[] rows =
        IntStream.range(0, x.length)
            .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
            .toArray();
    return new ResidualPlot(
        Arrays.stream(rows).mapToDouble(i -> x[i]).toArray(),
        Arrays.stream(rows).mapToDouble(i -> y[i]).toArray(),
        axes);
  }

  /**
   * The plot of any fit.
   *
   * @throws IllegalArgumentException if the lengths differ, or a value is not finite
   */
  public static ResidualPlot of(double[] fitted, double[] residuals) {
    if (fitted.length != residuals.length) {
      throw new IllegalArgumentException(
          fitted.length + " fitted values, but " + residuals.length + " residuals");
    }
    for (int i = 0; i < fitted.length; i++) {
      if (!Double.isFinite(fitted[i]) || !Double.isFinite(residuals[i])) {
        throw new IllegalArgumentException("row " + (i + 1) + " has no finite residual");
      }
    }
    return new ResidualPlot(fitted, residuals, Axes.fitted("Residual"));
  }

  /** Paints it as a PNG. */
  public Picture picture() {
    return picture(PictureFormat.PNG);
  }

  /** Paints it. */
  public Picture picture(PictureFormat format) {
    XYChart chart = HouseStyle.chart(WIDTH, HEIGHT, axes.x(), axes.y());
    int n = fitted.length;
    if (n > 0) {
      double reach = Arrays.stream(residuals).map(Math::abs).max().orElse(0);
      double size = Math.max(Math.abs(fitted[0]), Math.abs(fitted[n - 1]));
      double padX = level ? (size > 0 ? size / 2 : 1) : 0.02 * (fitted[n - 1] - fitted[0]);
      double padY = exact ? (size > 0 ? size / 2 : 1) : 0.04 * reach;
      double x0 = fitted[0] - padX;
      double x1 = fitted[n - 1] + padX;
      double y0 = Arrays.stream(residuals).min().orElse(0) - padY;
      double y1 = Arrays.stream(residuals).max().orElse(0) + padY;
      if (axes.aroundZero()) {
        y0 = Math.min(y0, -padY);
        y1 = Math.max(y1, padY);
      }
      HouseStyle.window(chart, x0, x1, y0, y1);
      if (n <= MOST_POINTS) {
        chart.getStyler().setMarkerSize(n <= 500 ? 7 : n <= 2000 ? 5 : 4);
        Color dot = HouseStyle.alpha(HouseStyle.DATA, n <= 500 ? 150 : n <= 2000 ? 110 : 80);
        HouseStyle.dots(chart, "points", fitted, residuals, dot);
      } else {
        bins(chart, x0, x1, y0, y1);
      }
      if (axes.aroundZero()) {
        HouseStyle.reference(chart, "zero", new double[] {x0, x1}, new double[] {0, 0});
      }
      if (axes.contours() > 0 && !level) {
        for (double distance : new double[] {0.5, 1}) {
          contour(chart, distance, x1, y0, y1);
        }
      }
      smooth(chart);
    }
    Card card =
        new Card(axes.title(), remark(), WIDTH, HEIGHT, g -> chart.paint(g, WIDTH - 8, HEIGHT));
    return card.picture(alternative(), format);
  }

  /** The picture, unless no row has a value to draw. */
  public Optional<Picture> unlessEmpty(PictureFormat format) {
    return isEmpty() ? Optional.empty() : Optional.of(picture(format));
  }

  /** Where Cook's distance has a value, as far as the window shows it. */
  private void contour(XYChart chart, double distance, double x1, double y0, double y1) {
    // Dashes begin anew at each point: few of them, close together where the curve is steep.
    int points = 40;
    for (int sign : new int[] {1, -1}) {
      double[] h = new double[points];
      double[] r = new double[points];
      for (int k = 0; k < points; k++) {
        double step = (k + 1.0) / points;
        h[k] = Math.min(1, x1) * step * step;
        r[k] = sign * Math.sqrt(distance * axes.contours() * Math.max(0, 1 - h[k]) / h[k]);
        // NaN lifts the pen.
        r[k] = r[k] < y0 || r[k] > y1 ? Double.NaN : r[k];
      }
      if (Arrays.stream(r).anyMatch(Double::isFinite)) {
        HouseStyle.reference(chart, "Cook " + sign * distance, h, r);
      }
    }
  }

  /** The smooth at evenly spaced fitted values: straight segments are enough. */
  private void smooth(XYChart chart) {
    int n = fitted.length;
    if (withoutLine()) {
      return;
    }
    int points = Math.min(n, SMOOTH_GRID);
    double[] x = new double[points];
    double[] y = new double[points];
    int at = 0;
    for (int k = 0; k < points; k++) {
      x[k] = fitted[0] + (fitted[n - 1] - fitted[0]) * k / Math.max(1, points - 1);
      while (at < n - 2 && fitted[at + 1] < x[k]) {
        at++;
      }
      double step = fitted[at + 1] - fitted[at];
      double share = step > 0 ? Math.min(1, Math.max(0, (x[k] - fitted[at]) / step)) : 0;
      y[k] = (1 - share) * smooth[at] + share * smooth[at + 1];
    }
    HouseStyle.line(chart, "lowess", x, y, HouseStyle.SMOOTH, 2f);
  }

  /** Whether there is no line to draw: too few rows, or all fitted values the same. */
  private boolean withoutLine() {
    return fitted.length < LEAST_SMOOTHED || level || exact;
  }

  private void bins(XYChart chart, double x0, double x1, double y0, double y1) {
    int n = fitted.length;
    int[][] counts = new int[CELLS_ACROSS][CELLS_UP];
    double dx = (x1 - x0) / CELLS_ACROSS;
    double dy = (y1 - y0) / CELLS_UP;
    int most = 0;
    for (int i = 0; i < n; i++) {
      int a = Math.min(CELLS_ACROSS - 1, (int) ((fitted[i] - x0) / dx));
      int b = Math.min(CELLS_UP - 1, (int) ((residuals[i] - y0) / dy));
      most = Math.max(most, ++counts[a][b]);
    }
    for (int shade = 0; shade < SHADES; shade++) {
      Outline cells = new Outline();
      for (int a = 0; a < CELLS_ACROSS; a++) {
        for (int b = 0; b < CELLS_UP; b++) {
          if (counts[a][b] > 0 && shadeOf(counts[a][b], most) == shade) {
            double left = x0 + a * dx;
            double low = y0 + b * dy;
            cells.rectangle(left + 0.04 * dx, low + 0.04 * dy, 0.92 * dx, 0.92 * dy);
          }
        }
      }
      cells.addTo(chart, "cells " + shade, shadeColor(shade));
    }
    extremes(chart);
  }

  private static int shadeOf(int count, int most) {
    if (most <= 1) {
      return SHADES - 1;
    }
    return (int) Math.min(SHADES - 1, SHADES * Math.log(count) / Math.log(most));
  }

  /** From a pale to a deep blue. */
  private static Color shadeColor(int shade) {
    double t = (double) shade / (SHADES - 1);
    return new Color(
        (int) Math.round(214 + t * (17 - 214)),
        (int) Math.round(227 + t * (62 - 227)),
        (int) Math.round(242 + t * (122 - 242)));
  }

  private void extremes(XYChart chart) {
    int n = fitted.length;
    int[] far =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(residuals[i])))
            .limit(EXTREME)
            .mapToInt(Integer::intValue)
            .toArray();
    chart.getStyler().setMarkerSize(4);
    HouseStyle.dots(
        chart,
        "extremes",
        Arrays.stream(far).mapToDouble(i -> fitted[i]).toArray(),
        Arrays.stream(far).mapToDouble(i -> residuals[i]).toArray(),
        HouseStyle.alpha(HouseStyle.INK, 170));
  }

  private String remark() {
    int n = fitted.length;
    return Words.count(n)
        + (n == 1 ? " row" : " rows")
        + (n > MOST_POINTS ? ", binned: darker for more, dots for the 50 most extreme" : "")
        + (level ? "; all " + across() + " are equal" : "")
        + (exact ? "; all residuals are zero but for rounding" : "")
        + (withoutLine() ? "" : "; line: lowess")
        + (axes.contours() > 0 && !level ? "; dashed: Cook's distance 0.5 and 1" : "");
  }

  private String across() {
    return axes.contours() > 0 ? "leverages" : "fitted values";
  }

  private String alternative() {
    int n = fitted.length;
    if (n == 0) {
      return "Scatter plot without points.";
    }
    double least = Arrays.stream(residuals).min().orElse(0);
    double most = Arrays.stream(residuals).max().orElse(0);
    double low = Arrays.stream(smooth).min().orElse(0);
    double high = Arrays.stream(smooth).max().orElse(0);
    return (n > MOST_POINTS ? "Binned scatter plot of " : "Scatter plot of ")
        + Words.count(n)
        + (axes.aroundZero() ? " residuals, from " : " sizes of residuals, from ")
        + Words.number(least)
        + " to "
        + Words.number(most)
        + (exact ? ", which is zero but for rounding" : "")
        + ", against "
        + across()
        + (level
            ? " that are all equal, " + Words.number(fitted[0])
            : " from " + Words.number(fitted[0]) + " to " + Words.number(fitted[n - 1]))
        + (withoutLine()
            ? "."
            : ". The lowess line runs between "
                + Words.number(low)
                + " and "
                + Words.number(high)
                + ".");
  }

  /** Many rectangles as one filled outline: bridges to and from a corner enclose nothing. */
  private static final class Outline {
    private double[] x = new double[1024];
    private double[] y = new double[1024];
    private int size;

    void rectangle(double left, double low, double width, double height) {
      if (size == 0) {
        add(left, low);
      }
      add(left, low);
      add(left + width, low);
      add(left + width, low + height);
      add(left, low + height);
      add(left, low);
      add(x[0], y[0]);
    }

    private void add(double px, double py) {
      if (size == x.length) {
        x = Arrays.copyOf(x, 2 * size);
        y = Arrays.copyOf(y, 2 * size);
      }
      x[size] = px;
      y[size++] = py;
    }

    void addTo(XYChart chart, String name, Color color) {
      if (size == 0) {
        return;
      }
      HouseStyle.area(chart, name, Arrays.copyOf(x, size), Arrays.copyOf(y, size), color);
    }
  }
}
