package dev.henderson.stats.plot;

import dev.henderson.stats.emm.EmmRow;
import dev.henderson.stats.emm.EmmTable;
import dev.henderson.stats.emm.ObservedCells;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.knowm.xchart.XYChart;

/**
 * Marginal means of two factors or more with their intervals, and the data behind them: the levels
 * of the first factor along the axis, a line for each level of the second, a panel for each
 * combination of the others. Lines that are not parallel are an interaction.
 */
public final class MeansPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 340;
  private static final int MOST_TRACES = 8;
  private static final int MOST_PANELS = 6;
  private static final int MOST_POINTS = 4000;

  private final EmmTable table;
  private final ObservedCells data;
  private final String axis;
  private final String trace;
  private final List<String> levels;
  private final List<String> traces;
  private final List<String> panels;

  private MeansPlot(EmmTable table, ObservedCells data) {
    this.table = table;
    this.data = data;
    List<String> order = new ArrayList<>(table.primary());
    order.addAll(table.by());
    this.axis = order.get(0);
    this.trace = order.size() > 1 ? order.get(1) : "";
    this.levels = distinct(List.of(axis));
    this.traces = trace.isEmpty() ? List.of("") : distinct(List.of(trace));
    this.panels = order.size() > 2 ? distinct(order.subList(2, order.size())) : List.of("");
  }

  /**
   * The plot of some means.
   *
   * @param data the response in the cells of the table, on its scale
   */
  public static MeansPlot of(EmmTable means, ObservedCells data) {
    return new MeansPlot(means, data);
  }

  private List<String> distinct(List<String> names) {
    Set<String> out = new LinkedHashSet<>();
    table.rows().forEach(r -> out.add(key(r.labels(), names)));
    return List.copyOf(out);
  }

  private String key(List<String> labels, List<String> names) {
    List<String> parts = new ArrayList<>();
    for (String name : names) {
      String label = labels.get(table.columns().indexOf(name));
      parts.add(
          names.size() == 1 && (name.equals(axis) || name.equals(trace))
              ? label
              : name + " = " + label);
    }
    return String.join(", ", parts);
  }

  private String panelKey(List<String> labels) {
    List<String> names = new ArrayList<>(table.primary());
    names.addAll(table.by());
    return names.size() > 2 ? key(labels, names.subList(2, names.size())) : "";
  }

  private String traceKey(List<String> labels) {
    return trace.isEmpty() ? "" : key(labels, List.of(trace));
  }

  /** Paints it as a PNG. */
  public Picture picture() {
    return picture(PictureFormat.PNG);
  }

  /** Paints it. */
  public Picture picture(PictureFormat format) {
    int shown = Math.min(MOST_PANELS, panels.size());
    int across = Math.min(shown, shown == 4 ? 2 : 3);
    int down = (shown + across - 1) / across;
    int height = across == 1 ? HEIGHT : 250;
    int legend = trace.isEmpty() ? 0 : legendWidth();
    String title =
        "Means of "
            + axis
            + (trace.isEmpty() ? "" : " and " + trace)
            + (panels.size() > 1 ? " within other factors" : "");
    int head = panels.size() > 1 ? 18 : 0;
    Card card =
        new Card(
            title,
            remark(shown),
            WIDTH,
            down * (height + head) + 8,
            g -> {
              int width = (WIDTH - 8 - legend) / across;
              double[] span = span();
              for (int p = 0; p < shown; p++) {
                int left = p % across * width;
                int top = p / across * (height + head);
                g.translate(left, top + head);
                panel(g, p, width, height, span);
                g.translate(-left, -top - head);
                if (head > 0) {
                  draw(g, panels.get(p), left + 44, top + 14, HouseStyle.STRONG, HouseStyle.QUIET);
                }
              }
              if (legend > 0) {
                legend(g, WIDTH - legend + 4);
              }
            });
    return card.picture(alternative(), format);
  }

  private String remark(int shown) {
    return Math.round(100 * table.options().level())
        + "% intervals"
        + (data.size() == 0 ? "" : "; the data behind")
        + (panels.size() > shown ? "; " + (panels.size() - shown) + " panels more" : "");
  }

  private double[] span() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (EmmRow r : table.rows()) {
      if (r.isEstimable()) {
        low = Math.min(low, Double.isFinite(r.low()) ? r.low() : r.estimate());
        high = Math.max(high, Double.isFinite(r.high()) ? r.high() : r.estimate());
      }
    }
    for (int i = 0; i < data.size(); i++) {
      low = Math.min(low, data.value(i));
      high = Math.max(high, data.value(i));
    }
    double pad = high > low ? 0.05 * (high - low) : 1;
    return new double[] {low - pad, high + pad};
  }

  private double shift(int t) {
    int n = Math.min(MOST_TRACES, traces.size());
    return n == 1 ? 0 : 0.3 * (t - (n - 1) / 2.0) / (n - 1);
  }

  private void panel(Graphics2D g, int panel, int width, int height, double[] span) {
    int n = levels.size();
    XYChart chart = HouseStyle.chart(width, height, axis, yTitle());
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setMarkerSize(7);
    points(chart, panel);
    for (int t = 0; t < Math.min(MOST_TRACES, traces.size()); t++) {
      double[] x = new double[n];
      double[] y = new double[n];
      double[] barX = new double[3 * n];
      double[] barY = new double[3 * n];
      java.util.Arrays.fill(y, Double.NaN);
      java.util.Arrays.fill(barY, Double.NaN);
      for (int k = 0; k < n; k++) {
        x[k] = k + 1 + shift(t);
        barX[3 * k] = barX[3 * k + 1] = barX[3 * k + 2] = x[k];
      }
      for (EmmRow r : table.rows()) {
        if (!panelKey(r.labels()).equals(panels.get(panel))
            || !traceKey(r.labels()).equals(traces.get(t))
            || !r.isEstimable()) {
          continue;
        }
        int k = levels.indexOf(key(r.labels(), List.of(axis)));
        y[k] = r.estimate();
        if (Double.isFinite(r.low()) && Double.isFinite(r.high())) {
          barY[3 * k] = r.low();
          barY[3 * k + 1] = r.high();
        }
      }
      if (java.util.Arrays.stream(y).allMatch(Double::isNaN)) {
        continue;
      }
      Color color = InteractionPlot.color(t);
      if (!java.util.Arrays.stream(barY).allMatch(Double::isNaN)) {
        HouseStyle.line(chart, "bars " + t, barX, barY, color, 2f);
      }
      HouseStyle.line(chart, "line " + t, x, y, HouseStyle.alpha(color, 150), 1.5f);
      HouseStyle.dots(chart, "means " + t, x, y, color);
    }
    HouseStyle.window(chart, 0.5, n + 0.5, span[0], span[1]);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(v -> " ");
    chart.paint(g, width, height);
    FontMetrics metrics = g.getFontMetrics(HouseStyle.LETTERS);
    double room =
        n == 1 ? width : chart.getScreenXFromChart(2.0) - chart.getScreenXFromChart(1.0) - 4;
    for (int k = 0; k < n; k++) {
      String text = levels.get(k);
      while (text.length() > 2 && metrics.stringWidth(text) > room) {
        text = text.substring(0, text.length() - 2) + "\u2026";
      }
      double x = chart.getScreenXFromChart(k + 1.0) - metrics.stringWidth(text) / 2.0;
      draw(g, text, x, height - 30, HouseStyle.LETTERS, HouseStyle.INK);
    }
  }

  /** The data as faint dots, moved sideways a little so that equal ones can be told apart. */
  private void points(XYChart chart, int panel) {
    if (data.size() > MOST_POINTS) {
      return;
    }
    SplittableRandom random = new SplittableRandom(7);
    for (int t = 0; t < Math.min(MOST_TRACES, traces.size()); t++) {
      List<Double> xs = new ArrayList<>();
      List<Double> ys = new ArrayList<>();
      for (int i = 0; i < data.size(); i++) {
        List<String> labels = data.labels(i);
        double sideways = 0.09 * (random.nextDouble() - 0.5);
        if (panelKey(labels).equals(panels.get(panel)) && traceKey(labels).equals(traces.get(t))) {
          xs.add(levels.indexOf(key(labels, List.of(axis))) + 1 + shift(t) + sideways);
          ys.add(data.value(i));
        }
      }
      if (!xs.isEmpty()) {
        HouseStyle.dots(
            chart,
            "data " + t,
            xs.stream().mapToDouble(v -> v).toArray(),
            ys.stream().mapToDouble(v -> v).toArray(),
            HouseStyle.alpha(InteractionPlot.color(t), 60));
      }
    }
  }

  private String yTitle() {
    return switch (table.estimateName()) {
      case "emmean" -> data.responseName();
      case "response" -> data.variableName();
      default -> table.estimateName();
    };
  }

  private void legend(Graphics2D g, int left) {
    draw(g, trace, left, 22, HouseStyle.STRONG, HouseStyle.QUIET);
    int shown = Math.min(MOST_TRACES, traces.size());
    for (int t = 0; t < shown; t++) {
      int y = 42 + 18 * t;
      g.setColor(InteractionPlot.color(t));
      g.fillOval(left, y - 8, 8, 8);
      draw(g, traces.get(t), left + 14, y, HouseStyle.LETTERS, HouseStyle.INK);
    }
    if (traces.size() > shown) {
      String more = traces.size() - shown + " more";
      draw(g, more, left, 42 + 18 * shown, HouseStyle.LETTERS, HouseStyle.QUIET);
    }
  }

  private int legendWidth() {
    FontRenderContext context = new FontRenderContext(null, true, true);
    double width = HouseStyle.STRONG.getStringBounds(trace, context).getWidth();
    for (String level : traces) {
      width = Math.max(width, 14 + HouseStyle.LETTERS.getStringBounds(level, context).getWidth());
    }
    return (int) Math.min(190, Math.ceil(width) + 22);
  }

  private static void draw(Graphics2D g, String text, double x, double y, Font font, Color color) {
    g.setFont(font);
    g.setColor(color);
    g.drawString(text, (float) x, (float) y);
  }

  private String alternative() {
    List<String> parts = new ArrayList<>();
    for (EmmRow r : table.rows()) {
      parts.add(
          String.join(" ", r.labels())
              + " "
              + (r.isEstimable() ? Words.number(r.estimate()) : "not estimable"));
      if (parts.size() > 40) {
        parts.add("and so on");
        break;
      }
    }
    return "Marginal means by "
        + String.join(", ", table.columns())
        + ", with the data behind: "
        + String.join(", ", parts)
        + ".";
  }
}
