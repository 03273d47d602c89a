package dev.henderson.stats.plot;

import dev.henderson.stats.emm.EmmRow;
import dev.henderson.stats.emm.EmmTable;
import dev.henderson.stats.emm.ObservedCells;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * Marginal means with their intervals, and the data behind them: the levels of the first factor, or
 * the values of a covariate, along the axis, a line for each level of the second, a panel for each
 * combination of the others. Lines that are not parallel are an interaction.
 */
public final class MeansPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 340;
  private static final int MOST_TRACES = 8;
  private static final int LEAST_LABEL = 32;
  private static final int MOST_PANELS = 6;

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
   * @param data the response in the cells of the table, on its scale; knows a covariate along which
   *     the means run
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
    int legend = trace.isEmpty() ? 0 : HouseStyle.legendWidth(trace, traces, 190, 22);
    String title =
        (curves() ? "Means along " : "Means of ")
            + axis
            + (trace.isEmpty() ? "" : (curves() ? " by " : " and ") + trace)
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
                  HouseStyle.text(
                      g, panels.get(p), left + 44, top + 14, HouseStyle.STRONG, HouseStyle.QUIET);
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
        + (data.size() == 0
            ? ""
            : data.isSample() ? "; some of the data behind" : "; the data behind")
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
    double pad = HouseStyle.pad(low, high, 0.05);
    return new double[] {low - pad, high + pad};
  }

  private double shift(int t) {
    int n = Math.min(MOST_TRACES, traces.size());
    return n == 1 ? 0 : 0.3 * (t - (n - 1) / 2.0) / (n - 1);
  }

  /** Whether a covariate runs along the axis. */
  private boolean curves() {
    return data.axis().isPresent();
  }

  /** Where a level of the first variable stands on the axis. */
  private double place(int level) {
    return curves() ? Double.parseDouble(levels.get(level)) : level + 1;
  }

  private void panel(Graphics2D g, int panel, int width, int height, double[] span) {
    int n = levels.size();
    XYChart chart = HouseStyle.chart(width, height, axis, yTitle());
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setMarkerSize(7);
    points(chart, panel);
    // No band lies over the curve of another.
    List<Runnable> lines = new ArrayList<>();
    for (int t = 0; t < Math.min(MOST_TRACES, traces.size()); t++) {
      double[] x = new double[n];
      double[] y = new double[n];
      double[] low = new double[n];
      double[] high = new double[n];
      for (double[] none : List.of(y, low, high)) {
        Arrays.fill(none, Double.NaN);
      }
      for (int k = 0; k < n; k++) {
        x[k] = place(k) + (curves() ? 0 : shift(t));
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
          low[k] = r.low();
          high[k] = r.high();
        }
      }
      if (Arrays.stream(y).allMatch(Double::isNaN)) {
        continue;
      }
      Color color = InteractionPlot.color(t);
      if (curves()) {
        band(chart, "band " + t, x, low, high, HouseStyle.alpha(color, 45));
        String name = "line " + t;
        lines.add(() -> HouseStyle.line(chart, name, x, y, color, 2f));
      } else {
        bars(chart, "bars " + t, x, low, high, color);
        HouseStyle.line(chart, "line " + t, x, y, HouseStyle.alpha(color, 150), 1.5f);
        HouseStyle.dots(chart, "means " + t, x, y, color);
      }
    }
    lines.forEach(Runnable::run);
    if (curves()) {
      double pad = 0.02 * (place(n - 1) - place(0));
      HouseStyle.window(chart, place(0) - pad, place(n - 1) + pad, span[0], span[1]);
      chart.paint(g, width, height);
      return;
    }
    HouseStyle.window(chart, 0.5, n + 0.5, span[0], span[1]);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(v -> " ");
    chart.paint(g, width, height);
    FontMetrics metrics = g.getFontMetrics(HouseStyle.LETTERS);
    double step = n == 1 ? width : chart.getScreenXFromChart(2.0) - chart.getScreenXFromChart(1.0);
    // Of more levels than there is room for, some are named.
    int every = (int) Math.max(1, Math.ceil(LEAST_LABEL / step));
    double room = every * step - 4;
    for (int k = 0; k < n; k += every) {
      String text = levels.get(k);
      while (text.length() > 2 && metrics.stringWidth(text) > room) {
        text = text.substring(0, text.length() - 2) + "\u2026";
      }
      double x = chart.getScreenXFromChart(k + 1.0) - metrics.stringWidth(text) / 2.0;
      HouseStyle.text(g, text, x, height - 30, HouseStyle.LETTERS, HouseStyle.INK);
    }
  }

  /** Upright bars; NaN for none. */
  private static void bars(
      XYChart chart, String name, double[] x, double[] low, double[] high, Color color) {
    if (Arrays.stream(low).allMatch(Double::isNaN)) {
      return;
    }
    double[] barX = new double[3 * x.length];
    double[] barY = new double[3 * x.length];
    for (int k = 0; k < x.length; k++) {
      Arrays.fill(barX, 3 * k, 3 * k + 3, x[k]);
      barY[3 * k] = low[k];
      barY[3 * k + 1] = high[k];
      barY[3 * k + 2] = Double.NaN;
    }
    HouseStyle.line(chart, name, barX, barY, color, 2f);
  }

  /** A band where there are limits: there along the lower ones and back along the upper. */
  private static void band(
      XYChart chart, String name, double[] x, double[] low, double[] high, Color color) {
    int[] there = IntStream.range(0, x.length).filter(k -> !Double.isNaN(low[k])).toArray();
    int m = there.length;
    if (m == 0) {
      return;
    }
    double[] aroundX = new double[2 * m];
    double[] aroundY = new double[2 * m];
    for (int k = 0; k < m; k++) {
      aroundX[k] = aroundX[2 * m - 1 - k] = x[there[k]];
      aroundY[k] = low[there[k]];
      aroundY[2 * m - 1 - k] = high[there[k]];
    }
    HouseStyle.area(chart, name, aroundX, aroundY, color);
  }

  /** The data as faint dots, moved sideways a little so that equal ones can be told apart. */
  private void points(XYChart chart, int panel) {
    SplittableRandom random = new SplittableRandom(7);
    for (int t = 0; t < Math.min(MOST_TRACES, traces.size()); t++) {
      List<Double> xs = new ArrayList<>();
      List<Double> ys = new ArrayList<>();
      for (int i = 0; i < data.size(); i++) {
        List<String> labels = data.labels(i);
        double sideways = 0.09 * (random.nextDouble() - 0.5);
        if (panelKey(labels).equals(panels.get(panel)) && traceKey(labels).equals(traces.get(t))) {
          xs.add(
              curves()
                  ? data.place(i)
                  : levels.indexOf(key(labels, List.of(axis))) + 1 + shift(t) + sideways);
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
    HouseStyle.text(g, trace, left, 22, HouseStyle.STRONG, HouseStyle.QUIET);
    int shown = Math.min(MOST_TRACES, traces.size());
    for (int t = 0; t < shown; t++) {
      int y = 42 + 18 * t;
      g.setColor(InteractionPlot.color(t));
      g.fillOval(left, y - 8, 8, 8);
      HouseStyle.text(g, traces.get(t), left + 14, y, HouseStyle.LETTERS, HouseStyle.INK);
    }
    if (traces.size() > shown) {
      String more = traces.size() - shown + " more";
      HouseStyle.text(g, more, left, 42 + 18 * shown, HouseStyle.LETTERS, HouseStyle.QUIET);
    }
  }

  private String alternative() {
    List<String> parts = new ArrayList<>();
    int middle = Math.max(1, (levels.size() - 1) / 2);
    for (EmmRow r : table.rows()) {
      List<String> labels = new ArrayList<>(r.labels());
      if (curves()) {
        // Of a curve its ends and its middle.
        if (levels.indexOf(key(labels, List.of(axis))) % middle != 0) {
          continue;
        }
        int at = table.columns().indexOf(axis);
        labels.set(at, Words.number(Double.parseDouble(labels.get(at))));
      }
      parts.add(
          String.join(" ", labels)
              + " "
              + (r.isEstimable() ? Words.number(r.estimate()) : "not estimable"));
      if (parts.size() > 40) {
        parts.add("and so on");
        break;
      }
    }
    return "Marginal means by "
        + String.join(", ", table.columns())
        + (data.size() == 0
            ? ": "
            : data.isSample() ? ", with some of the data behind: " : ", with the data behind: ")
        + String.join(", ", parts)
        + ".";
  }
}
