package dev.henderson.stats.plot;

import dev.henderson.stats.resample.MixedInfluence;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * What each group or row does to a mixed model: its Cook's distance, and the DFBETAS of each fixed
 * effect with the lines ±2/√n.
 *
 * <p>Up to 60 groups are lines with their names, the most influential at the top; more, and rows,
 * are stems in their order, the largest five with their names.
 */
public final class InfluencePlot {
  private static final int MOST_LINES = 60;
  private static final int MOST_EFFECTS = 4;
  private static final int NAMED = 5;
  private static final int HEAD = 16;
  private static final int LONGEST_LABEL = 24;

  private final MixedInfluence influence;
  private final int n;
  private final List<Integer> effects = new ArrayList<>();
  private final int[] order;
  private final double limit;

  private InfluencePlot(MixedInfluence influence) {
    this.influence = influence;
    this.n = influence.labels().size();
    for (int j = 0; j < influence.fit().fixef().size() && effects.size() < MOST_EFFECTS; j++) {
      if (!influence.fit().fixef().isAliased(j)) {
        effects.add(j);
      }
    }
    order = Arrays.stream(influence.byCook()).filter(i -> isKnown(i)).toArray();
    limit = 2 / Math.sqrt(n);
  }

  /** The plot of an influence. */
  public static InfluencePlot of(MixedInfluence influence) {
    return new InfluencePlot(influence);
  }

  private boolean isKnown(int i) {
    return Double.isFinite(influence.cooksDistance(i));
  }

  /** Paints it as a PNG. */
  public Picture picture() {
    return picture(PictureFormat.PNG);
  }

  /** Paints it. */
  public Picture picture(PictureFormat format) {
    boolean rows = influence.leverage().isPresent();
    Card card = n <= MOST_LINES && !rows ? lines() : stems();
    return card.picture(alternative(), format);
  }

  private String title() {
    return "Influence of each " + influence.by();
  }

  private String remark() {
    return "left out in turn: Cook's distance, and change of each fixed effect in standard errors";
  }

  private double value(int panel, int i) {
    return panel == 0 ? influence.cooksDistance(i) : influence.dfbetas(i, effects.get(panel - 1));
  }

  private String panelName(int panel) {
    return panel == 0
        ? "Cook's distance"
        : "DFBETAS of " + influence.fit().fixef().names().get(effects.get(panel - 1));
  }

  private Card lines() {
    int panels = 1 + effects.size();
    int margin = labelWidth() + 10;
    int width = panels == 1 ? 480 : panels == 2 ? 320 : panels == 3 ? 250 : 210;
    int height = HEAD + order.length * (n <= 25 ? 17 : 13) + 54;
    return new Card(
        title(),
        remark(),
        margin + panels * width + 8,
        height,
        g -> {
          for (int panel = 0; panel < panels; panel++) {
            paintLines(g, panel, margin, width, height);
          }
        });
  }

  private void paintLines(Graphics2D g, int panel, int margin, int width, int height) {
    int m = order.length;
    XYChart chart = HouseStyle.chart(width, height - HEAD, "", "");
    chart.getStyler().setYAxisTicksVisible(false);
    chart.getStyler().setPlotGridHorizontalLinesVisible(false);
    double[] at = new double[m];
    double[] y = new double[m];
    double[] stemX = new double[3 * m];
    double[] stemY = new double[3 * m];
    double low = 0;
    double high = 0;
    for (int k = 0; k < m; k++) {
      at[k] = value(panel, order[k]);
      y[k] = m - k;
      stemX[3 * k + 1] = at[k];
      stemX[3 * k + 2] = at[k];
      stemY[3 * k] = y[k];
      stemY[3 * k + 1] = y[k];
      stemY[3 * k + 2] = Double.NaN;
      low = Math.min(low, at[k]);
      high = Math.max(high, at[k]);
    }
    if (panel > 0) {
      low = Math.min(low, -limit);
      high = Math.max(high, limit);
    }
    double pad = high > low ? 0.06 * (high - low) : 1;
    HouseStyle.window(chart, panel == 0 ? -0.02 * high : low - pad, high + pad, 0.6, m + 0.4);
    double[] span = {0.6, m + 0.4};
    if (panel > 0) {
      HouseStyle.reference(chart, "zero", new double[] {0, 0}, span);
      HouseStyle.reference(chart, "lower", new double[] {-limit, -limit}, span);
      HouseStyle.reference(chart, "upper", new double[] {limit, limit}, span);
    }
    HouseStyle.line(chart, "stems", stemX, stemY, HouseStyle.DATA, 1.6f);
    chart.getStyler().setMarkerSize(7);
    HouseStyle.dots(chart, "values", at, y, HouseStyle.DATA);
    int left = margin + panel * width;
    g.translate(left, HEAD);
    chart.paint(g, width, height - HEAD);
    chart.getStyler().setXAxisTickMarkSpacingHint(1);
    double from = chart.getScreenXFromChart(chart.getStyler().getXAxisMin());
    if (panel == 0) {
      FontMetrics metrics = g.getFontMetrics(HouseStyle.LETTERS);
      double drop = (metrics.getAscent() - metrics.getDescent()) / 2.0;
      for (int k = 0; k < m; k++) {
        String label = HouseStyle.shorten(influence.labels().get(order[k]), LONGEST_LABEL);
        double x = from - 8 - metrics.stringWidth(label);
        double screen = chart.getScreenYFromChart(y[k]) + drop;
        HouseStyle.text(g, label, x, screen, HouseStyle.LETTERS, HouseStyle.INK);
      }
    }
    g.translate(-left, -HEAD);
    HouseStyle.text(g, panelName(panel), left + from, 14, HouseStyle.STRONG, HouseStyle.QUIET);
  }

  private Card stems() {
    int panels = 1 + effects.size();
    int width = 680;
    int first = 220;
    int other = 150;
    int height = first + (panels - 1) * other + 8;
    return new Card(
        title(),
        remark(),
        width,
        height,
        g -> {
          for (int panel = 0; panel < panels; panel++) {
            int top = panel == 0 ? 0 : first + (panel - 1) * other;
            paintStems(g, panel, top, width, panel == 0 ? first : other);
          }
        });
  }

  private void paintStems(Graphics2D g, int panel, int top, int width, int height) {
    XYChart chart = HouseStyle.chart(width - 8, height - HEAD, "", "");
    // Groups have names, not numbers: the axis would count what nobody numbered.
    chart.getStyler().setXAxisTicksVisible(influence.leverage().isPresent());
    int[] known = IntStream.range(0, n).filter(this::isKnown).toArray();
    int m = known.length;
    double[] stemX = new double[3 * m];
    double[] stemY = new double[3 * m];
    double low = 0;
    double high = 0;
    for (int k = 0; k < m; k++) {
      double v = value(panel, known[k]);
      stemX[3 * k] = known[k] + 1;
      stemX[3 * k + 1] = known[k] + 1;
      stemX[3 * k + 2] = known[k] + 1;
      stemY[3 * k + 1] = v;
      stemY[3 * k + 2] = Double.NaN;
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    double pad = high > low ? 0.12 * (high - low) : 1;
    HouseStyle.window(
        chart, 0.5 - 0.01 * n, n + 0.5 + 0.01 * n, panel == 0 ? 0 : low - pad, high + pad);
    double[] span = {0.5, n + 0.5};
    if (panel > 0 && limit < 1.5 * Math.max(high, -low)) {
      HouseStyle.reference(chart, "lower", span, new double[] {-limit, -limit});
      HouseStyle.reference(chart, "upper", span, new double[] {limit, limit});
    }
    HouseStyle.line(chart, "stems", stemX, stemY, HouseStyle.DATA, n > 400 ? 0.8f : 1.4f);
    int[] largest =
        Arrays.stream(known)
            .boxed()
            .sorted((i, j) -> Double.compare(Math.abs(value(panel, j)), Math.abs(value(panel, i))))
            .limit(NAMED)
            .mapToInt(Integer::intValue)
            .toArray();
    chart.getStyler().setMarkerSize(6);
    HouseStyle.dots(
        chart,
        "largest",
        Arrays.stream(largest).mapToDouble(i -> i + 1).toArray(),
        Arrays.stream(largest).mapToDouble(i -> value(panel, i)).toArray(),
        HouseStyle.SMOOTH);
    g.translate(0, top + HEAD);
    chart.paint(g, width - 8, height - HEAD);
    chart.getStyler().setXAxisTickMarkSpacingHint(1);
    chart.getStyler().setYAxisTickMarkSpacingHint(1);
    double from = chart.getScreenXFromChart(chart.getStyler().getXAxisMin());
    FontMetrics metrics = g.getFontMetrics(HouseStyle.LETTERS);
    List<double[]> taken = new ArrayList<>();
    for (int i : largest) {
      String label = HouseStyle.shorten(influence.labels().get(i), LONGEST_LABEL);
      double w = metrics.stringWidth(label);
      double x = chart.getScreenXFromChart(i + 1.0) + 6;
      x = x + w > width - 10 ? x - 12 - w : x;
      double y = chart.getScreenYFromChart(value(panel, i)) + 4;
      double place = x;
      boolean free =
          taken.stream()
              .noneMatch(t -> Math.abs(t[1] - y) < 12 && place < t[0] + t[2] && t[0] < place + w);
      if (free) {
        taken.add(new double[] {x, y, w});
        HouseStyle.text(g, label, x, y, HouseStyle.LETTERS, HouseStyle.INK);
      }
    }
    g.translate(0, -top - HEAD);
    HouseStyle.text(g, panelName(panel), from, top + 14, HouseStyle.STRONG, HouseStyle.QUIET);
  }

  private int labelWidth() {
    FontRenderContext context = new FontRenderContext(null, true, true);
    double width = 0;
    for (String label : influence.labels()) {
      width =
          Math.max(
              width,
              HouseStyle.LETTERS
                  .getStringBounds(HouseStyle.shorten(label, LONGEST_LABEL), context)
                  .getWidth());
    }
    return (int) Math.ceil(width);
  }

  private String alternative() {
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < Math.min(3, order.length); k++) {
      parts.add(
          influence.labels().get(order[k])
              + " ("
              + Words.number(influence.cooksDistance(order[k]))
              + ")");
    }
    StringBuilder out =
        new StringBuilder(
            "Cook's distance of each " + influence.by() + ". Largest: " + String.join(", ", parts));
    for (int j : effects) {
      long outside =
          Arrays.stream(order).filter(i -> Math.abs(influence.dfbetas(i, j)) > limit).count();
      out.append(". ")
          .append(influence.fit().fixef().names().get(j))
          .append(": DFBETAS of ")
          .append(Words.count(outside))
          .append(" of ")
          .append(Words.count(n))
          .append(" beyond ")
          .append(Words.number(limit));
    }
    return out.append(".").toString();
  }
}
