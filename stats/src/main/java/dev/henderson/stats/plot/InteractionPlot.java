package dev.henderson.stats.plot;

import dev.henderson.stats.classical.CellMeans;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;

/**
 * Cell means of one or two factors with their intervals: the levels of the first along the axis, a
 * line for each level of the second. Lines that are not parallel are an interaction.
 */
public final class InteractionPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 380;
  private static final int MOST_TRACES = 8;
  private static final int AXIS = 70;
  private static final int MOST_BELOW = 170;
  private static final Color[] COLORS = {
    HouseStyle.DATA,
    HouseStyle.SMOOTH,
    new Color(0x3B8C5A),
    new Color(0x8250A8),
    new Color(0xB8860B),
    new Color(0x4AA3B8),
    new Color(0xA83A5B),
    HouseStyle.QUIET
  };

  private final CellMeans means;

  /** The colour of a line, the last for all that are too many. */
  static Color color(int trace) {
    return COLORS[Math.min(trace, COLORS.length - 1)];
  }

  private InteractionPlot(CellMeans means) {
    this.means = means;
  }

  /** The plot of some means. */
  public static InteractionPlot of(CellMeans means) {
    return new InteractionPlot(means);
  }

  /** Paints it as a PNG. */
  public Picture picture() {
    return picture(PictureFormat.PNG);
  }

  /** Paints it. */
  public Picture picture(PictureFormat format) {
    int traces = Math.min(MOST_TRACES, means.traceLevels().size());
    int legend =
        means.trace().isEmpty()
            ? 0
            : HouseStyle.legendWidth(
                means.trace(), means.traceLevels().subList(0, traces), 200, 20);
    String title =
        "Means of "
            + means.response()
            + " by "
            + means.factor()
            + (means.trace().isEmpty() ? "" : " and " + means.trace());
    int width = WIDTH - 8 - legend;
    int below = below(width);
    Card card =
        new Card(title, remark(), WIDTH, HEIGHT + 8 + below, g -> paint(g, traces, width, below));
    return card.picture(alternative(), format);
  }

  private String remark() {
    return means.stratum().isEmpty()
        ? "no intervals: nothing is left to estimate the error"
        : Math.round(100 * means.level())
            + "% intervals from the residual mean square"
            + (means.stratum().equals("Within") ? "" : " of " + means.stratum());
  }

  /** The height that labels standing upright need below the picture; 0 where they lie. */
  private int below(int width) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    double longest = 0;
    for (String level : means.levels()) {
      longest = Math.max(longest, HouseStyle.LETTERS.getStringBounds(level, context).getWidth());
    }
    // The axis takes about so much of the width.
    double room = (width - AXIS) / (double) means.levels().size() - 6;
    return longest <= room ? 0 : (int) Math.min(MOST_BELOW, Math.ceil(longest));
  }

  private void paint(Graphics2D g, int traces, int width, int below) {
    int n = means.levels().size();
    String axis = below > 0 ? " " : means.factor();
    XYChart chart = HouseStyle.chart(width, HEIGHT, axis, means.response());
    // The axis gets its own labels below; a blank of their height is kept free for them.
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setMarkerSize(8);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < traces; t++) {
      double shift = traces == 1 ? 0 : 0.16 * (t - (traces - 1) / 2.0) / Math.max(1, traces - 1);
      double[] x = new double[n];
      double[] y = new double[n];
      double[] barX = new double[3 * n];
      double[] barY = new double[3 * n];
      boolean bars = false;
      for (int k = 0; k < n; k++) {
        CellMeans.Cell cell = means.cells().get(t).get(k);
        x[k] = k + 1 + shift;
        y[k] = cell.count() == 0 ? Double.NaN : cell.mean();
        double half = Double.isFinite(cell.half()) ? cell.half() : 0;
        bars |= half > 0;
        barX[3 * k] = x[k];
        barX[3 * k + 1] = x[k];
        barX[3 * k + 2] = x[k];
        barY[3 * k] = y[k] - half;
        barY[3 * k + 1] = y[k] + half;
        barY[3 * k + 2] = Double.NaN;
        if (cell.count() > 0) {
          low = Math.min(low, y[k] - half);
          high = Math.max(high, y[k] + half);
        }
      }
      Color color = COLORS[t];
      if (bars) {
        HouseStyle.line(chart, "bars " + t, barX, barY, color, 1.4f);
      }
      HouseStyle.line(chart, "line " + t, x, y, HouseStyle.alpha(color, 150), 1.6f);
      HouseStyle.dots(chart, "means " + t, x, y, color);
    }
    double pad = HouseStyle.pad(low, high, 0.06);
    HouseStyle.window(chart, 0.5, n + 0.5, low - pad, high + pad);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(v -> " ");
    chart.paint(g, width, HEIGHT);
    if (below > 0) {
      upright(g, chart, n, below);
      FontMetrics metrics = g.getFontMetrics(HouseStyle.LETTERS);
      double middle =
          (chart.getScreenXFromChart(1.0)
                  + chart.getScreenXFromChart((double) n)
                  - metrics.stringWidth(means.factor()))
              / 2;
      HouseStyle.text(
          g, means.factor(), middle, HEIGHT + below - 4, HouseStyle.LETTERS, HouseStyle.QUIET);
    } else {
      labels(g, chart, width, n);
    }
    if (!means.trace().isEmpty()) {
      legend(g, traces, width + 8);
    }
  }

  private void labels(Graphics2D g, XYChart chart, int width, int n) {
    FontMetrics metrics = g.getFontMetrics(HouseStyle.LETTERS);
    double room =
        n == 1 ? width : chart.getScreenXFromChart(2.0) - chart.getScreenXFromChart(1.0) - 6;
    for (int k = 0; k < n; k++) {
      String text = shortened(means.levels().get(k), metrics, room);
      double x = chart.getScreenXFromChart(k + 1.0) - metrics.stringWidth(text) / 2.0;
      HouseStyle.text(g, text, x, HEIGHT - 30, HouseStyle.LETTERS, HouseStyle.INK);
    }
  }

  /** Labels that are read from below; of more than there is room for, some. */
  private void upright(Graphics2D g, XYChart chart, int n, int below) {
    FontMetrics metrics = g.getFontMetrics(HouseStyle.LETTERS);
    double step = chart.getScreenXFromChart(2.0) - chart.getScreenXFromChart(1.0);
    int every = (int) Math.max(1, Math.ceil((metrics.getHeight() - 1) / step));
    for (int k = 0; k < n; k += every) {
      String text = shortened(means.levels().get(k), metrics, below);
      double x = chart.getScreenXFromChart(k + 1.0) + metrics.getAscent() / 2.0 - 1;
      AffineTransform before = g.getTransform();
      g.translate(x, HEIGHT - 25 + metrics.stringWidth(text));
      g.rotate(-Math.PI / 2);
      HouseStyle.text(g, text, 0, 0, HouseStyle.LETTERS, HouseStyle.INK);
      g.setTransform(before);
    }
  }

  private static String shortened(String label, FontMetrics metrics, double room) {
    String text = label;
    while (text.length() > 2 && metrics.stringWidth(text) > room) {
      text = text.substring(0, text.length() - 2) + "\u2026";
    }
    return text;
  }

  private void legend(Graphics2D g, int traces, int left) {
    HouseStyle.text(g, means.trace(), left, 22, HouseStyle.STRONG, HouseStyle.QUIET);
    for (int t = 0; t < traces; t++) {
      int y = 42 + 18 * t;
      g.setColor(COLORS[t]);
      g.fillOval(left, y - 8, 8, 8);
      HouseStyle.text(
          g, means.traceLevels().get(t), left + 14, y, HouseStyle.LETTERS, HouseStyle.INK);
    }
    int left0 = means.traceLevels().size() - traces;
    if (left0 > 0) {
      HouseStyle.text(
          g, left0 + " more", left, 42 + 18 * traces, HouseStyle.LETTERS, HouseStyle.QUIET);
    }
  }

  private String alternative() {
    List<String> parts = new ArrayList<>();
    for (int t = 0; t < means.traceLevels().size(); t++) {
      List<String> cells = new ArrayList<>();
      for (int k = 0; k < means.levels().size(); k++) {
        CellMeans.Cell cell = means.cells().get(t).get(k);
        cells.add(
            means.levels().get(k)
                + " "
                + (cell.count() == 0 ? "no rows" : Words.number(cell.mean())));
      }
      parts.add(
          (means.trace().isEmpty() ? "" : means.trace() + " " + means.traceLevels().get(t) + ": ")
              + String.join(", ", cells));
    }
    return "Means of "
        + means.response()
        + " by "
        + means.factor()
        + (means.trace().isEmpty() ? "" : " and " + means.trace())
        + ". "
        + String.join("; ", parts)
        + ".";
  }
}
