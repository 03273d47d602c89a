package dev.henderson.stats.plot;

import dev.henderson.stats.dist.Normal;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.profile.Profile;
import dev.henderson.stats.profile.ProfileCurve;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;

/**
 * The profile likelihood of each parameter in a panel of its own [Bates 2015]: as zeta against the
 * parameter, straight where a normal approximation would do, with the limits of the interval; or as
 * the density that belongs to it, the interval filled.
 */
public final class ProfilePlot {
  private static final int GRID = 160;
  private static final int PANEL_WIDTH = 252;
  private static final int PANEL_HEIGHT = 190;
  private static final int PANEL_HEAD = 18;
  private static final int MOST_ACROSS = 3;

  private final Profile profile;
  private final List<Integer> shown;
  private final boolean density;

  private ProfilePlot(Profile profile, boolean density) {
    this.profile = profile;
    this.density = density;
    shown = new ArrayList<>();
    for (int i = 0; i < profile.curves().size(); i++) {
      ProfileCurve c = profile.curves().get(i);
      if (c.values().length > 2) {
        shown.add(i);
      }
    }
  }

  /** Zeta against the value of each parameter. */
  public static ProfilePlot zeta(Profile profile) {
    return new ProfilePlot(profile, false);
  }

  /** The density of each parameter. */
  public static ProfilePlot density(Profile profile) {
    return new ProfilePlot(profile, true);
  }

  /** Paints it as a PNG. */
  public Picture picture() {
    return picture(PictureFormat.PNG);
  }

  /** Paints it. */
  public Picture picture(PictureFormat format) {
    int count = Math.max(1, shown.size());
    int across = count == 4 ? 2 : Math.min(count, MOST_ACROSS);
    int down = (count + across - 1) / across;
    int width = count == 1 ? 420 : PANEL_WIDTH;
    int height = PANEL_HEAD + PANEL_HEIGHT;
    Card card =
        new Card(
            density ? "Profile densities" : "Profile zeta plots",
            remark(),
            across * width + 12,
            down * height + 6,
            g -> {
              for (int k = 0; k < shown.size(); k++) {
                int left = k % across * width;
                int top = k / across * height;
                g.translate(left, top);
                panel(g, shown.get(k), width);
                g.translate(-left, -top);
              }
            });
    return card.picture(alternative(), format);
  }

  private void panel(Graphics2D g, int index, int width) {
    ProfileCurve curve = profile.curves().get(index);
    Interval interval = profile.intervals().get(index);
    XYChart chart = HouseStyle.chart(width, PANEL_HEIGHT, "", "");
    chart.getStyler().setXAxisTitleVisible(false);
    chart.getStyler().setYAxisTitleVisible(false);
    chart.getStyler().setXAxisTickMarkSpacingHint(58);
    double low = Math.max(interval.low(), curve.low());
    double high = Math.min(interval.high(), curve.high());
    if (density) {
      paintDensity(chart, curve, low, high);
    } else {
      paintZeta(chart, curve, interval);
    }
    g.translate(0, PANEL_HEAD);
    chart.paint(g, width, PANEL_HEIGHT);
    g.translate(0, -PANEL_HEAD);
    g.setFont(HouseStyle.STRONG);
    g.setColor(HouseStyle.QUIET);
    g.drawString(fit(curve.name(), width - 34), 20, 14);
  }

  private void paintZeta(XYChart chart, ProfileCurve curve, Interval interval) {
    double[] x = grid(curve);
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = curve.zeta(x[i]);
    }
    double pad = 0.04 * (curve.high() - curve.low());
    double z = Normal.quantile(0.5 + profile.level() / 2);
    double most = Math.max(2.8, z * 1.1);
    HouseStyle.window(chart, curve.low() - pad, curve.high() + pad, -most, most);
    HouseStyle.reference(
        chart, "zero", new double[] {curve.low() - pad, curve.high() + pad}, new double[] {0, 0});
    // Where a limit is: up or down from zeta to zero, so that the interval lies on the line of
    // zero.
    double[] limits = {interval.low(), interval.high()};
    List<double[]> ends = new ArrayList<>();
    for (double limit : limits) {
      if (limit >= curve.low() - 1e-9 && limit <= curve.high() + 1e-9) {
        ends.add(new double[] {limit, curve.zeta(limit)});
      }
    }
    double from = Math.max(interval.low(), curve.low());
    double to = Math.min(interval.high(), curve.high());
    HouseStyle.line(
        chart, "interval", new double[] {from, to}, new double[] {0, 0}, HouseStyle.SMOOTH, 2.4f);
    for (double[] e : ends) {
      HouseStyle.line(
          chart,
          "limit " + e[0],
          new double[] {e[0], e[0]},
          new double[] {0, e[1]},
          HouseStyle.SMOOTH,
          1.3f);
    }
    HouseStyle.line(chart, "zeta", x, y, HouseStyle.DATA, 2f);
    chart.getStyler().setMarkerSize(6);
    if (!ends.isEmpty()) {
      HouseStyle.dots(
          chart,
          "limits",
          ends.stream().mapToDouble(e -> e[0]).toArray(),
          ends.stream().mapToDouble(e -> e[1]).toArray(),
          HouseStyle.SMOOTH);
    }
    if (!Double.isNaN(curve.estimate())) {
      HouseStyle.dots(
          chart,
          "estimate",
          new double[] {curve.estimate()},
          new double[] {curve.zeta(curve.estimate())},
          HouseStyle.DATA);
    }
  }

  private void paintDensity(XYChart chart, ProfileCurve curve, double low, double high) {
    double[] x = grid(curve);
    double[] y = new double[x.length];
    double most = 0;
    for (int i = 0; i < x.length; i++) {
      y[i] = curve.density(x[i]);
      most = Math.max(most, y[i]);
    }
    double pad = 0.04 * (curve.high() - curve.low());
    HouseStyle.window(chart, curve.low() - pad, curve.high() + pad, 0, 1.06 * most);
    chart.getStyler().setYAxisTicksVisible(false);
    chart.getStyler().setPlotGridHorizontalLinesVisible(false);
    if (high > low) {
      double[] px = new double[GRID + 2];
      double[] py = new double[GRID + 2];
      for (int i = 0; i < GRID; i++) {
        px[i + 1] = low + i * (high - low) / (GRID - 1);
        py[i + 1] = curve.density(px[i + 1]);
      }
      px[0] = low;
      px[GRID + 1] = high;
      HouseStyle.area(chart, "area", px, py, HouseStyle.alpha(HouseStyle.DATA, 56));
    }
    HouseStyle.line(chart, "density", x, y, HouseStyle.DATA, 2f);
    if (!Double.isNaN(curve.estimate())) {
      HouseStyle.line(
          chart,
          "estimate",
          new double[] {curve.estimate(), curve.estimate()},
          new double[] {0, curve.density(curve.estimate())},
          HouseStyle.SMOOTH,
          1.6f);
    }
  }

  private static double[] grid(ProfileCurve curve) {
    double[] x = new double[GRID];
    for (int i = 0; i < GRID; i++) {
      x[i] = curve.low() + i * (curve.high() - curve.low()) / (GRID - 1);
    }
    return x;
  }

  private static String fit(String name, int width) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    String text = name;
    while (text.length() > 3
        && HouseStyle.STRONG.getStringBounds(text, context).getWidth() > width) {
      text = text.substring(0, text.length() - 2) + "\u2026";
    }
    return text;
  }

  private String remark() {
    String percent = Words.number(100 * profile.level()) + "%";
    return density
        ? percent + " intervals filled, estimates as lines"
        : percent + " intervals from zeta; a straight line is a normal likelihood";
  }

  private String alternative() {
    List<String> parts = new ArrayList<>();
    for (int i : shown) {
      Interval interval = profile.intervals().get(i);
      parts.add(
          interval.term()
              + " "
              + Words.number(interval.estimate())
              + ", from "
              + Words.number(interval.low())
              + " to "
              + Words.number(interval.high()));
    }
    return (density ? "Profile densities" : "Profile zeta plots")
        + " with "
        + Words.number(100 * profile.level())
        + "% intervals. "
        + String.join("; ", parts)
        + ".";
  }
}
