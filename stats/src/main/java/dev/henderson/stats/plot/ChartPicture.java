package dev.henderson.stats.plot;

import java.util.Locale;
import java.util.stream.Collectors;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.AxesChartSeries;
import org.knowm.xchart.internal.series.Series;

/** A chart of the XChart library as a picture: as its maker styled it, at twice the size. */
public final class ChartPicture {
  private ChartPicture() {}

  /** The picture of a chart of any kind. */
  public static Picture of(Chart<?, ?> chart, PictureFormat format) {
    String title = chart.getTitle() == null ? "" : chart.getTitle().strip();
    String kind = chart.getClass().getSimpleName();
    int width = chart.getWidth();
    int height = chart.getHeight();
    // Painted once before it is described: a chart finds its ranges when it is painted.
    Picture painted =
        Card.paint("", "", width, height, g -> chart.paint(g, width, height), PictureFormat.PNG);
    String caption = title.isEmpty() ? kind : title;
    String alt = alt(chart, kind, title);
    return format == PictureFormat.PNG
        ? new Picture(caption, alt, width, height, painted.png(), null)
        : Card.paint(caption, alt, width, height, g -> chart.paint(g, width, height), format);
  }

  private static String alt(Chart<?, ?> chart, String kind, String title) {
    StringBuilder words = new StringBuilder(kind);
    if (!title.isEmpty()) {
      words.append(" '").append(title).append("'");
    }
    if (chart instanceof AxesChart<?, ?> axes) {
      String x = axes.getXAxisTitle();
      String y = axes.getYAxisTitle();
      if (x != null && y != null && !x.isBlank() && !y.isBlank()) {
        words.append(", ").append(y.strip()).append(" against ").append(x.strip());
      }
    }
    String series =
        chart.getSeriesCollection().stream()
            .map(ChartPicture::series)
            .collect(Collectors.joining("; "));
    return words.append(series.isEmpty() ? ", without data." : ": " + series + ".").toString();
  }

  private static String series(Series series) {
    if (series instanceof AxesChartSeries s && s.getYMin() <= s.getYMax()) {
      return String.format(
          Locale.ROOT, "%s from %.4g to %.4g", s.getName(), s.getYMin(), s.getYMax());
    }
    return series.getName();
  }
}
