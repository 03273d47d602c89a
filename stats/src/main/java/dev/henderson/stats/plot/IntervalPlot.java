package dev.henderson.stats.plot;

import dev.henderson.stats.emm.ComparisonArrows;
import dev.henderson.stats.emm.EmmRow;
import dev.henderson.stats.emm.EmmTable;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;

/**
 * Means or contrasts one below the other, each with its interval, group by group: contrasts with a
 * line at the value of no difference, means with arrows that tell by overlap which differ.
 */
public final class IntervalPlot {
  private static final int WIDTH = 640;
  private static final int MOST_ROWS = 80;
  private static final int LONGEST_LABEL = 44;
  private static final int LINE = 19;

  private final String title;
  private final EmmTable table;
  private final ComparisonArrows arrows;
  private final double zero;
  private final List<Line> lines = new ArrayList<>();

  /** A line of the picture: the heading of a group, or a row. */
  private record Line(String heading, int row) {}

  private IntervalPlot(String title, EmmTable table, ComparisonArrows arrows, double zero) {
    this.title = title;
    this.table = table;
    this.arrows = arrows;
    this.zero = zero;
    int row = 0;
    for (Map.Entry<List<String>, List<EmmRow>> group : table.groups().entrySet()) {
      if (!table.by().isEmpty()) {
        lines.add(new Line(heading(group.getKey()), -1));
      }
      for (int i = 0; i < group.getValue().size(); i++) {
        lines.add(new Line("", row++));
      }
    }
    while (lines.size() > MOST_ROWS) {
      lines.remove(lines.size() - 1);
    }
  }

  private String heading(List<String> labels) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      parts.add(table.by().get(i) + " = " + labels.get(i));
    }
    return String.join(", ", parts);
  }

  /**
   * The plot of means.
   *
   * @param arrows for comparisons, or null
   */
  public static IntervalPlot ofMeans(EmmTable means, ComparisonArrows arrows) {
    return new IntervalPlot(
        (means.estimateName().endsWith(".trend") ? "Slopes by " : "Marginal means of ")
            + String.join(", ", means.primary()),
        means,
        arrows,
        Double.NaN);
  }

  /** The plot of contrasts. */
  public static IntervalPlot ofContrasts(EmmTable contrasts) {
    boolean ratio = contrasts.estimateName().equals("ratio");
    return new IntervalPlot(
        ratio ? "Ratios of means" : "Contrasts", contrasts, null, ratio ? 1 : 0);
  }

  /** Paints it as a PNG. */
  public Picture picture() {
    return picture(PictureFormat.PNG);
  }

  /** Paints it. */
  public Picture picture(PictureFormat format) {
    int height = lines.size() * LINE + 62;
    Card card = new Card(title, remark(), WIDTH, height, g -> paint(g, height));
    return card.picture(alternative(), format);
  }

  private String remark() {
    String level = Words.number(100 * table.options().level()) + "% intervals";
    String adjusted =
        table.contrasts() && !table.adjustment().toString().equals("none")
            ? ", adjusted: " + table.adjustment()
            : "";
    int hidden = table.rows().size() - (int) lines.stream().filter(l -> l.row() >= 0).count();
    String more = hidden > 0 ? "; " + Words.count(hidden) + " rows more" : "";
    if (arrows == null) {
      return level + adjusted + more;
    }
    return level
        + "; means differ where arrows do not meet"
        + (arrows.misleading() > 0 ? " (" + arrows.misleading() + " pairs in doubt)" : "")
        + more;
  }

  private String label(EmmRow row) {
    List<String> parts = new ArrayList<>();
    for (String name : table.primary()) {
      parts.add(row.labels().get(table.columns().indexOf(name)));
    }
    String text = String.join(", ", parts);
    return text.length() <= LONGEST_LABEL
        ? text
        : text.substring(0, LONGEST_LABEL / 2)
            + "\u2026"
            + text.substring(text.length() - LONGEST_LABEL / 2 + 1);
  }

  private int margin() {
    FontRenderContext context = new FontRenderContext(null, true, true);
    double width = 40;
    for (Line l : lines) {
      if (l.row() >= 0) {
        String label = label(table.rows().get(l.row()));
        width = Math.max(width, HouseStyle.LETTERS.getStringBounds(label, context).getWidth());
      }
    }
    return (int) Math.ceil(width) + 24;
  }

  private void paint(Graphics2D g, int height) {
    int margin = margin();
    int n = lines.size();
    double least = Double.isNaN(zero) ? Double.POSITIVE_INFINITY : zero;
    double most = Double.isNaN(zero) ? Double.NEGATIVE_INFINITY : zero;
    for (Line l : lines) {
      if (l.row() < 0 || !table.rows().get(l.row()).isEstimable()) {
        continue;
      }
      EmmRow r = table.rows().get(l.row());
      for (double v : new double[] {r.low(), r.high(), r.estimate()}) {
        if (Double.isFinite(v)) {
          least = Math.min(least, v);
          most = Math.max(most, v);
        }
      }
    }
    if (!(most > least)) {
      least = Double.isFinite(least) ? least - 1 : 0;
      most = least + 2;
    }
    double pad = 0.05 * (most - least);
    XYChart chart = HouseStyle.chart(WIDTH - margin - 8, height, scaleName(), "");
    chart.getStyler().setYAxisTicksVisible(false);
    chart.getStyler().setPlotGridHorizontalLinesVisible(false);
    HouseStyle.window(chart, least - pad, most + pad, 0.3, n + 0.7);
    // XChart wants a series to lay out its axes.
    HouseStyle.line(
        chart,
        "frame",
        new double[] {least, most},
        new double[] {0.3, 0.3},
        HouseStyle.alpha(HouseStyle.INK, 0),
        1f);
    if (!Double.isNaN(zero)) {
      HouseStyle.reference(chart, "zero", new double[] {zero, zero}, new double[] {0.3, n + 0.7});
    }
    g.translate(margin, 0);
    chart.paint(g, WIDTH - margin - 8, height);
    chart.getStyler().setXAxisTickMarkSpacingHint(1);
    FontMetrics metrics = g.getFontMetrics(HouseStyle.LETTERS);
    double drop = (metrics.getAscent() - metrics.getDescent()) / 2.0;
    for (int i = 0; i < n; i++) {
      double y = chart.getScreenYFromChart(n - i + 0.0);
      Line line = lines.get(i);
      if (line.row() < 0) {
        HouseStyle.text(
            g, line.heading(), 16 - margin, y + drop + 2, HouseStyle.STRONG, HouseStyle.QUIET);
        continue;
      }
      EmmRow row = table.rows().get(line.row());
      String label = label(row);
      double x = -4 - metrics.stringWidth(label);
      HouseStyle.text(g, label, x, y + drop, HouseStyle.LETTERS, HouseStyle.INK);
      if (!row.isEstimable()) {
        double at = chart.getScreenXFromChart(least);
        HouseStyle.text(g, "not estimable", at, y + drop, HouseStyle.LETTERS, HouseStyle.QUIET);
        continue;
      }
      interval(g, chart, row, line.row(), y, least - pad, most + pad);
    }
    g.translate(-margin, 0);
  }

  private String scaleName() {
    return switch (table.estimateName()) {
      case "emmean" -> "Estimated marginal mean";
      case "estimate" -> "Estimate";
      case "response" -> "Response";
      case "ratio" -> "Ratio";
      default -> table.estimateName();
    };
  }

  private void interval(
      Graphics2D g, XYChart chart, EmmRow row, int index, double y, double least, double most) {
    double low = chart.getScreenXFromChart(Math.max(least, row.low()));
    double high = chart.getScreenXFromChart(Math.min(most, row.high()));
    double at = chart.getScreenXFromChart(row.estimate());
    boolean apart = !Double.isNaN(zero) && (row.low() > zero || row.high() < zero);
    Color color = Double.isNaN(zero) || apart ? HouseStyle.DATA : HouseStyle.REFERENCE;
    if (arrows == null) {
      g.setColor(color);
      g.setStroke(new BasicStroke(1.8f));
      g.draw(new Line2D.Double(low, y, high, y));
    } else {
      g.setColor(HouseStyle.alpha(color, 70));
      g.setStroke(new BasicStroke(7f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
      g.draw(new Line2D.Double(low, y, high, y));
      arrow(g, at, chart.getScreenXFromChart(arrows.low().get(index)), y);
      arrow(g, at, chart.getScreenXFromChart(arrows.high().get(index)), y);
      g.setColor(color);
    }
    g.fill(new java.awt.geom.Ellipse2D.Double(at - 3.6, y - 3.6, 7.2, 7.2));
  }

  private static void arrow(Graphics2D g, double from, double to, double y) {
    g.setColor(HouseStyle.SMOOTH);
    g.setStroke(new BasicStroke(1.5f));
    g.draw(new Line2D.Double(from, y, to, y));
    double side = Math.signum(to - from) * Math.min(5, Math.abs(to - from));
    Path2D head = new Path2D.Double();
    head.moveTo(to, y);
    head.lineTo(to - side, y - 3.2);
    head.lineTo(to - side, y + 3.2);
    head.closePath();
    g.fill(head);
  }

  private String alternative() {
    List<String> parts = new ArrayList<>();
    for (Line l : lines) {
      if (l.row() < 0) {
        parts.add(l.heading() + ":");
        continue;
      }
      EmmRow r = table.rows().get(l.row());
      parts.add(
          label(r)
              + (r.isEstimable()
                  ? " "
                      + Words.number(r.estimate())
                      + " ("
                      + Words.number(r.low())
                      + " to "
                      + Words.number(r.high())
                      + ");"
                  : " not estimable;"));
      if (parts.size() > 40) {
        parts.add("and so on.");
        break;
      }
    }
    return title + " with intervals. " + String.join(" ", parts);
  }
}
