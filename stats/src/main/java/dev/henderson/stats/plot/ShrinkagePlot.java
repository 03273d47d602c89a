package dev.henderson.stats.plot;

import dev.henderson.stats.lmm.Shrinkage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * Partial pooling: from the estimate of each level by its own rows an arrow to its conditional
 * mode. With several effects each panel has the first across and another up; with one, the levels
 * lie below each other, or (more than 60) modes are drawn against own estimates.
 */
public final class ShrinkagePlot {
  private static final int MOST_LABELS = 60;
  private static final int MOST_ARROWS = 400;
  private static final int MOST_PANELS = 3;
  private static final int LONGEST_LABEL = 24;

  private final Shrinkage shrinkage;

  /** Levels that have an estimate of their own. */
  private final int[] shown;

  private ShrinkagePlot(Shrinkage shrinkage) {
    this.shrinkage = shrinkage;
    shown =
        IntStream.range(0, shrinkage.levels().size())
            .filter(l -> Double.isFinite(shrinkage.own(l, 0)))
            .boxed()
            .sorted(Comparator.comparingDouble(l -> shrinkage.own(l, 0)))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** The plot of one term. */
  public static ShrinkagePlot of(Shrinkage shrinkage) {
    return new ShrinkagePlot(shrinkage);
  }

  /** Paints it as a PNG. */
  public Picture picture() {
    return picture(PictureFormat.PNG);
  }

  /** Paints it. */
  public Picture picture(PictureFormat format) {
    String title = "Shrinkage of " + shrinkage.group();
    int effects = shrinkage.effects().size();
    Card card;
    if (effects > 1) {
      int panels = Math.min(MOST_PANELS, effects - 1);
      int side = panels == 1 ? 460 : 330;
      card =
          new Card(
              title,
              remark(),
              panels * side + 12,
              side - 40,
              g -> {
                for (int p = 0; p < panels; p++) {
                  g.translate(p * side, 0);
                  pair(g, p + 1, side, side - 40);
                  g.translate(-p * side, 0);
                }
              });
    } else if (shown.length <= MOST_LABELS) {
      int rows = shown.length * (shown.length <= 30 ? 17 : 13) + 58;
      card = new Card(title, remark(), 560, rows, g -> rows(g, 560, rows));
    } else {
      card = new Card(title, remark(), 460, 420, g -> against(g, 448, 420));
    }
    return card.picture(alternative(), format);
  }

  private void pair(Graphics2D g, int effect, int width, int height) {
    XYChart chart =
        HouseStyle.chart(
            width, height, shrinkage.effects().get(0), shrinkage.effects().get(effect));
    double[] x = window(0);
    double[] y = window(effect);
    HouseStyle.window(chart, x[0], x[1], y[0], y[1]);
    HouseStyle.reference(chart, "zero across", new double[] {x[0], x[1]}, new double[] {0, 0});
    HouseStyle.reference(chart, "zero up", new double[] {0, 0}, new double[] {y[0], y[1]});
    chart.paint(g, width, height);
    tickHints(chart);
    boolean many = shown.length > 60;
    for (int level : shown) {
      arrow(
          g,
          chart.getScreenXFromChart(shrinkage.own(level, 0)),
          chart.getScreenYFromChart(shrinkage.own(level, effect)),
          chart.getScreenXFromChart(shrinkage.mode(level, 0)),
          chart.getScreenYFromChart(shrinkage.mode(level, effect)),
          many ? 2 : 3);
    }
  }

  private void rows(Graphics2D g, int width, int height) {
    FontMetrics metrics = g.getFontMetrics(HouseStyle.LETTERS);
    int margin = 10;
    for (int level : shown) {
      margin = Math.max(margin, metrics.stringWidth(label(level)) + 14);
    }
    XYChart chart =
        HouseStyle.chart(
            width - margin - 8, height, shrinkage.effects().get(0) + ", deviation", "");
    chart.getStyler().setYAxisTicksVisible(false);
    chart.getStyler().setPlotGridHorizontalLinesVisible(false);
    double[] x = window(0);
    HouseStyle.window(chart, x[0], x[1], 0.4, shown.length + 0.6);
    HouseStyle.reference(
        chart, "zero", new double[] {0, 0}, new double[] {0.4, shown.length + 0.6});
    g.translate(margin, 0);
    chart.paint(g, width - margin - 8, height);
    tickHints(chart);
    double drop = (metrics.getAscent() - metrics.getDescent()) / 2.0;
    double from = chart.getScreenXFromChart(x[0]);
    for (int i = 0; i < shown.length; i++) {
      double y = chart.getScreenYFromChart(i + 1.0);
      String label = label(shown[i]);
      g.setFont(HouseStyle.LETTERS);
      g.setColor(HouseStyle.INK);
      g.drawString(label, (float) (from - 8 - metrics.stringWidth(label)), (float) (y + drop));
      arrow(
          g,
          chart.getScreenXFromChart(shrinkage.own(shown[i], 0)),
          y,
          chart.getScreenXFromChart(shrinkage.mode(shown[i], 0)),
          y,
          3);
    }
    g.translate(-margin, 0);
  }

  /** Many levels of one effect: modes against own estimates, with the line of no shrinkage. */
  private void against(Graphics2D g, int width, int height) {
    XYChart chart = HouseStyle.chart(width, height, "Own estimate", "Conditional mode");
    double[] x = window(0);
    HouseStyle.window(chart, x[0], x[1], x[0], x[1]);
    HouseStyle.reference(chart, "no shrinkage", x, x);
    double[] own = new double[shown.length];
    double[] mode = new double[shown.length];
    for (int i = 0; i < shown.length; i++) {
      own[i] = shrinkage.own(shown[i], 0);
      mode[i] = shrinkage.mode(shown[i], 0);
    }
    chart.getStyler().setMarkerSize(shown.length <= 500 ? 6 : 4);
    int alpha = shown.length <= 500 ? 170 : 90;
    HouseStyle.dots(chart, "levels", own, mode, HouseStyle.alpha(HouseStyle.DATA, alpha));
    chart.paint(g, width, height);
  }

  /** XChart maps to the middle of a plot that is lower than this hint, on either axis. */
  private static void tickHints(XYChart chart) {
    chart.getStyler().setXAxisTickMarkSpacingHint(1);
    chart.getStyler().setYAxisTickMarkSpacingHint(1);
  }

  private void arrow(Graphics2D g, double x0, double y0, double x1, double y1, double radius) {
    double length = Math.hypot(x1 - x0, y1 - y0);
    boolean faint = shown.length > MOST_ARROWS;
    Color line = HouseStyle.alpha(HouseStyle.REFERENCE, faint ? 60 : 190);
    g.setStroke(new BasicStroke(1.1f));
    g.setColor(line);
    g.draw(new Line2D.Double(x0, y0, x1, y1));
    if (length > 12 && !faint) {
      double ux = (x1 - x0) / length;
      double uy = (y1 - y0) / length;
      double bx = x1 - (radius + 1) * ux;
      double by = y1 - (radius + 1) * uy;
      Path2D head = new Path2D.Double();
      head.moveTo(bx, by);
      head.lineTo(bx - 5 * ux - 2.6 * uy, by - 5 * uy + 2.6 * ux);
      head.lineTo(bx - 5 * ux + 2.6 * uy, by - 5 * uy - 2.6 * ux);
      head.closePath();
      g.fill(head);
    }
    g.setColor(HouseStyle.CARD);
    g.fill(new Ellipse2D.Double(x0 - radius, y0 - radius, 2 * radius, 2 * radius));
    g.setColor(HouseStyle.REFERENCE);
    g.draw(new Ellipse2D.Double(x0 - radius, y0 - radius, 2 * radius, 2 * radius));
    g.setColor(faint ? HouseStyle.alpha(HouseStyle.DATA, 130) : HouseStyle.DATA);
    g.fill(new Ellipse2D.Double(x1 - radius, y1 - radius, 2 * radius, 2 * radius));
  }

  private double[] window(int effect) {
    double least = 0;
    double most = 0;
    for (int level : shown) {
      double own = shrinkage.own(level, effect);
      least = Math.min(least, Math.min(own, shrinkage.mode(level, effect)));
      most = Math.max(most, Math.max(own, shrinkage.mode(level, effect)));
    }
    double pad = most > least ? 0.05 * (most - least) : 1;
    return new double[] {least - pad, most + pad};
  }

  private String label(int level) {
    String label = shrinkage.levels().get(level);
    int half = LONGEST_LABEL / 2;
    return label.length() <= LONGEST_LABEL
        ? label
        : label.substring(0, half) + "\u2026" + label.substring(label.length() - half + 1);
  }

  private String remark() {
    int out = shrinkage.levels().size() - shown.length;
    boolean scatter = shrinkage.effects().size() == 1 && shown.length > MOST_LABELS;
    return (scatter
            ? Words.count(shown.length) + " levels; on the dashed line nothing is shrunk"
            : "own estimate (ring) \u2192 conditional mode (dot)")
        + (out == 0
            ? ""
            : "; "
                + Words.count(out)
                + (out == 1 ? " level has" : " levels have")
                + " too few rows");
  }

  private String alternative() {
    List<String> parts = new ArrayList<>();
    for (int effect = 0; effect < shrinkage.effects().size(); effect++) {
      double own = 0;
      double mode = 0;
      for (int level : shown) {
        own += shrinkage.own(level, effect) * shrinkage.own(level, effect);
        mode += shrinkage.mode(level, effect) * shrinkage.mode(level, effect);
      }
      int n = Math.max(1, shown.length);
      parts.add(
          shrinkage.effects().get(effect)
              + ": own estimates have a root mean square of "
              + Words.number(Math.sqrt(own / n))
              + ", conditional modes of "
              + Words.number(Math.sqrt(mode / n)));
    }
    return "Shrinkage of the "
        + Words.count(shown.length)
        + " levels of "
        + shrinkage.group()
        + " towards the population. "
        + String.join("; ", parts)
        + ".";
  }
}
