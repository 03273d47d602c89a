package dev.henderson.stats.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The look of our pictures: a white card, no box, pale grid lines, small dark letters, blue for
 * data and a warm line for what is drawn through them.
 *
 * <p>The card is light on dark pages too: a picture is not restyled by the page, it is copied into
 * slides and papers, and a light card with round corners reads well on both.
 */
final class HouseStyle {
  static final Color CARD = Color.WHITE;
  static final Color INK = new Color(0x24292F);
  static final Color QUIET = new Color(0x5C6670);
  static final Color GRID = new Color(0xE9ECEF);
  static final Color REFERENCE = new Color(0x8A939C);
  static final Color DATA = new Color(0x2F6DB5);
  static final Color SMOOTH = new Color(0xC4511B);
  static final Font LETTERS = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  static final Font STRONG = new Font(Font.SANS_SERIF, Font.BOLD, 11);
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);

  private HouseStyle() {}

  /** An empty chart of the house: axes, grid, no legend. */
  static XYChart chart(int width, int height, String xTitle, String yTitle) {
    XYChart chart = new XYChart(width, height);
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    XYStyler style = chart.getStyler();
    Color clear = new Color(255, 255, 255, 0);
    style.setLocale(Locale.ROOT);
    style.setBaseFont(LETTERS);
    style.setChartFontColor(INK);
    style.setChartBackgroundColor(clear);
    style.setPlotBackgroundColor(clear);
    style.setPlotBorderVisible(false);
    style.setLegendVisible(false);
    style.setChartTitleVisible(false);
    style.setChartPadding(8);
    style.setPlotMargin(4);
    style.setPlotContentSize(1);
    style.setAxisTitleFont(LETTERS);
    style.setXAxisTitleColor(QUIET);
    style.setYAxisTitleColor(QUIET);
    style.setAxisTitlePadding(8);
    style.setAxisTickLabelsFont(LETTERS);
    style.setAxisTickLabelsColor(INK);
    style.setAxisTickPadding(4);
    style.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    style.setAxisTickMarkLength(4);
    style.setAxisTickMarksColor(GRID);
    style.setAxisTickMarksStroke(new BasicStroke(1));
    style.setAxisTicksLineVisible(false);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setXAxisTickMarkSpacingHint(76);
    style.setYAxisTickMarkSpacingHint(48);
    style.setAntiAlias(true);
    style.setTextAntiAlias(true);
    return chart;
  }

  /** The room beside values, a share of their range; where that is rounding error, their size. */
  static double pad(double low, double high, double share) {
    double size = Math.max(Math.abs(low), Math.abs(high));
    boolean same = high - low <= 1e-10 * size;
    return same ? (size > 0 ? size / 2 : 1) : share * (high - low);
  }

  /** Sets what the axes span. */
  static void window(XYChart chart, double x0, double x1, double y0, double y1) {
    XYStyler style = chart.getStyler();
    style.setXAxisMin(x0);
    style.setXAxisMax(x1);
    style.setYAxisMin(y0);
    style.setYAxisMax(y1);
    style.setXAxisTickLabelsFormattingFunction(x -> tick(x, x1 - x0));
    style.setYAxisTickLabelsFormattingFunction(y -> tick(y, y1 - y0));
  }

  /** The label of a tick: as short as it goes, with a minus instead of a hyphen. */
  private static String tick(double x, double span) {
    double size = Math.abs(x);
    // Ticks are counted up from the first; what is left at zero is rounding error.
    if (size < 1e-9 * span) {
      return "0";
    }
    BigDecimal d = new BigDecimal(x).round(new MathContext(6)).stripTrailingZeros();
    String digits = d.toPlainString();
    if (size < 1e-4 || size >= 1e7) {
      int exponent = d.precision() - d.scale() - 1;
      digits = d.movePointLeft(exponent).toPlainString() + "e" + exponent;
    } else if (size >= 1e4 && d.scale() <= 0) {
      digits = String.format(Locale.ROOT, "%,d", d.longValueExact());
    }
    return digits.replace('-', '\u2212');
  }

  /** Straight segments through the points; NaN in y breaks the line. */
  static void line(XYChart chart, String name, double[] x, double[] y, Color color, float width) {
    stroke(chart, name, x, y, color, width, SeriesLines.SOLID);
  }

  /** A dashed line for zero. */
  static void reference(XYChart chart, String name, double[] x, double[] y) {
    BasicStroke dashes =
        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {4, 4}, 0);
    stroke(chart, name, x, y, REFERENCE, 1.1f, dashes);
  }

  private static void stroke(
      XYChart chart,
      String name,
      double[] x,
      double[] y,
      Color color,
      float width,
      BasicStroke stroke) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineStyle(stroke);
    series.setLineWidth(width);
    series.setLineColor(color);
  }

  /** The area within the points, without a border. */
  static void area(XYChart chart, String name, double[] x, double[] y, Color fill) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(fill);
    series.setLineStyle(SeriesLines.NONE);
    series.setLineColor(alpha(fill, 0));
    series.setMarker(SeriesMarkers.NONE);
  }

  /** Round dots. */
  static void dots(XYChart chart, String name, double[] x, double[] y, Color color) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(color);
  }

  /** The same colour, less of it. */
  static Color alpha(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }

  /** A text on its baseline. */
  static void text(Graphics2D g, String text, double x, double y, Font font, Color color) {
    g.setFont(font);
    g.setColor(color);
    g.drawString(text, (float) x, (float) y);
  }

  /** Long labels lose their middle: levels often differ at the end. */
  static String shorten(String label, int longest) {
    int n = label.length();
    int half = longest / 2;
    return n <= longest
        ? label
        : label.substring(0, half) + "\u2026" + label.substring(n - half + 1);
  }

  /**
   * The width of a legend of colours.
   *
   * @param most how wide it may be at most, with its margin
   */
  static int legendWidth(String title, List<String> levels, int most, int margin) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    double width = STRONG.getStringBounds(title, context).getWidth();
    for (String level : levels) {
      width = Math.max(width, 14 + LETTERS.getStringBounds(level, context).getWidth());
    }
    return (int) Math.min(most, Math.ceil(width) + margin);
  }
}
