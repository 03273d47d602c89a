package dev.henderson.stats.plot;

import dev.henderson.stats.model.ConditionalModes;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * A caterpillar plot: the conditional modes of one random-effects term with their intervals, one
 * panel per effect, levels sorted by the first effect.
 *
 * <p>The intervals are {@code mode ± z · conditional SD}, given the estimated parameters. Up to 60
 * levels are labelled; more are drawn as a band.
 */
public final class CaterpillarPlot {
  /** The level of the intervals. */
  public static final double LEVEL = 0.95;

  private static final double Z = 1.959963984540054;
  private static final int MOST_LABELS = 60;
  private static final int LONGEST_LABEL = 28;
  private static final int PANEL_HEAD = 16;
  private static final Color DEEP = new Color(0x17375E);

  private final ConditionalModes modes;
  private final int[] order;

  private CaterpillarPlot(ConditionalModes modes) {
    this.modes = modes;
    this.order =
        IntStream.range(0, modes.levels().size())
            .boxed()
            .sorted(Comparator.comparingDouble(level -> modes.mode(level, 0)))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** The plot of one term. */
  public static CaterpillarPlot of(ConditionalModes modes) {
    return new CaterpillarPlot(modes);
  }

  /** Paints it as a PNG. */
  public Picture picture() {
    return picture(PictureFormat.PNG);
  }

  /** Paints it. */
  public Picture picture(PictureFormat format) {
    int n = order.length;
    boolean labelled = n <= MOST_LABELS;
    int panels = modes.effects().size();
    int margin = labelled ? labelWidth() + 10 : 6;
    int panelWidth = panels == 1 ? 520 : panels == 2 ? 330 : panels == 3 ? 250 : 220;
    int rows = labelled ? n * (n <= 30 ? 17 : 13) + 8 : n > 400 ? 380 : 300;
    int height = PANEL_HEAD + rows + 50;
    Card card =
        new Card(
            "Conditional modes of " + modes.group(),
            remark(),
            margin + panels * panelWidth + 8,
            height,
            g -> {
              for (int effect = 0; effect < panels; effect++) {
                paintPanel(g, effect, margin, panelWidth, height, labelled);
              }
            });
    return card.picture(alternative(), format);
  }

  private void paintPanel(
      Graphics2D g, int effect, int margin, int panelWidth, int height, boolean labelled) {
    int left = margin + effect * panelWidth;
    XYChart chart = panel(effect, panelWidth, height - PANEL_HEAD, labelled);
    g.translate(left, PANEL_HEAD);
    chart.paint(g, panelWidth, height - PANEL_HEAD);
    // XChart maps to the middle of a plot that is lower than this hint, on either axis.
    chart.getStyler().setXAxisTickMarkSpacingHint(1);
    double from = chart.getScreenXFromChart(chart.getStyler().getXAxisMin());
    if (effect == 0 && labelled) {
      FontMetrics metrics = g.getFontMetrics(HouseStyle.LETTERS);
      double drop = (metrics.getAscent() - metrics.getDescent()) / 2.0;
      for (int i = 0; i < order.length; i++) {
        double y = chart.getScreenYFromChart(i + 1.0) + drop;
        String label = HouseStyle.shorten(modes.levels().get(order[i]), LONGEST_LABEL);
        double x = from - 8 - metrics.stringWidth(label);
        HouseStyle.text(g, label, x, y, HouseStyle.LETTERS, HouseStyle.INK);
      }
    }
    g.translate(-left, -PANEL_HEAD);
    String effectName = modes.effects().get(effect);
    HouseStyle.text(g, effectName, left + from, 14, HouseStyle.STRONG, HouseStyle.QUIET);
    if (isZero(effect)) {
      double x = left + from + g.getFontMetrics().stringWidth(effectName) + 8;
      HouseStyle.text(g, "all modes are zero", x, 14, HouseStyle.LETTERS, HouseStyle.QUIET);
    }
  }

  private XYChart panel(int effect, int width, int height, boolean labelled) {
    int n = order.length;
    XYChart chart = HouseStyle.chart(width, height, "Conditional mode", "");
    chart.getStyler().setYAxisTicksVisible(false);
    chart.getStyler().setPlotGridHorizontalLinesVisible(false);
    double[] rank = new double[n];
    double[] mode = new double[n];
    double[] ends = new double[3 * n];
    double[] rows = new double[3 * n];
    double least = 0;
    double most = 0;
    for (int i = 0; i < n; i++) {
      rank[i] = i + 1;
      mode[i] = modes.mode(order[i], effect);
      double half = Z * modes.sd(order[i], effect);
      ends[3 * i] = mode[i] - half;
      ends[3 * i + 1] = mode[i] + half;
      ends[3 * i + 2] = mode[i] + half;
      rows[3 * i] = i + 1;
      rows[3 * i + 1] = i + 1;
      // NaN lifts the pen.
      rows[3 * i + 2] = Double.NaN;
      least = Math.min(least, mode[i] - half);
      most = Math.max(most, mode[i] + half);
    }
    double pad = most > least ? 0.04 * (most - least) : 1;
    double edge = labelled ? 0.4 : 0.02 * n;
    HouseStyle.window(chart, least - pad, most + pad, 1 - edge, n + edge);
    double[] zero = {0, 0};
    double[] span = {1 - edge, n + edge};
    if (labelled) {
      HouseStyle.reference(chart, "zero", zero, span);
      HouseStyle.line(chart, "intervals", ends, rows, HouseStyle.DATA, 1.6f);
      chart.getStyler().setMarkerSize(n <= 30 ? 7 : 6);
      HouseStyle.dots(chart, "modes", mode, rank, HouseStyle.DATA);
      return chart;
    }
    // Lines lie over each other: thin them out so that together they let the grid through.
    double layers = Math.max(1, 1.3 * n / height);
    int alpha = (int) Math.max(6, Math.round(255 * (1 - Math.pow(0.42, 1 / layers))));
    HouseStyle.line(chart, "intervals", ends, rows, HouseStyle.alpha(HouseStyle.DATA, alpha), 1f);
    HouseStyle.reference(chart, "zero", zero, span);
    if (effect == 0) {
      HouseStyle.line(chart, "modes", mode, rank, DEEP, 2f);
    } else {
      chart.getStyler().setMarkerSize(3);
      HouseStyle.dots(chart, "modes", mode, rank, HouseStyle.alpha(DEEP, 150));
    }
    return chart;
  }

  private int labelWidth() {
    FontRenderContext context = new FontRenderContext(null, true, true);
    double width = 0;
    for (String level : modes.levels()) {
      width =
          Math.max(
              width,
              HouseStyle.LETTERS
                  .getStringBounds(HouseStyle.shorten(level, LONGEST_LABEL), context)
                  .getWidth());
    }
    return (int) Math.ceil(width);
  }

  private boolean isZero(int effect) {
    return IntStream.range(0, order.length).allMatch(level -> modes.mode(level, effect) == 0);
  }

  private String remark() {
    int n = order.length;
    return Words.count(n)
        + (n == 1 ? " level" : " levels")
        + ", 95% intervals"
        + (modes.effects().size() > 1 ? ", sorted by " + modes.effects().get(0) : "");
  }

  private String alternative() {
    List<String> parts = new ArrayList<>();
    for (int effect = 0; effect < modes.effects().size(); effect++) {
      int low = 0;
      int high = 0;
      int apart = 0;
      for (int level = 0; level < order.length; level++) {
        double mode = modes.mode(level, effect);
        low = mode < modes.mode(low, effect) ? level : low;
        high = mode > modes.mode(high, effect) ? level : high;
        apart += Math.abs(mode) > Z * modes.sd(level, effect) ? 1 : 0;
      }
      String name = modes.effects().get(effect);
      parts.add(
          isZero(effect)
              ? name + ": all modes are zero"
              : name
                  + ": from "
                  + Words.number(modes.mode(low, effect))
                  + " ("
                  + modes.levels().get(low)
                  + ") to "
                  + Words.number(modes.mode(high, effect))
                  + " ("
                  + modes.levels().get(high)
                  + "); the intervals of "
                  + Words.count(apart)
                  + " of "
                  + Words.count(order.length)
                  + " levels leave out zero");
    }
    return "Caterpillar plot of " + modes.group() + ". " + String.join(". ", parts) + ".";
  }
}
