package dev.henderson.kernel.display;

import dev.henderson.stats.plot.ChartPicture;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import java.util.Base64;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * Shows a {@link Picture}: its PNG at twice the size with width, height and alternative text as
 * metadata, one line of text, and its SVG beside them if it has one.
 *
 * <p>A front end that does not trust the notebook shows no SVG but still the PNG, so the PNG is
 * always there.
 */
public final class PictureDisplay implements Display<Picture> {
  /** The setting that says what pictures carry. */
  public static final String SETTING = "pictures";

  /** What pictures carry by these settings: an SVG too, where they say so. */
  public static PictureFormat format(Map<String, String> settings) {
    return "svg".equals(settings.get(SETTING)) ? PictureFormat.SVG : PictureFormat.PNG;
  }

  /** A chart of XChart, with an SVG where the settings want one. */
  MimeBundle chart(Chart<?, ?> chart, Map<String, String> config) {
    return show(ChartPicture.of(chart, format(config)), config);
  }

  @Override
  public MimeBundle show(Picture picture, Map<String, String> config) {
    Map<String, Object> size =
        Map.of("width", picture.width(), "height", picture.height(), "alt", picture.alt());
    MimeBundle bundle =
        MimeBundle.text(picture.caption())
            .with(MimeBundle.PNG, Base64.getEncoder().encodeToString(picture.png()))
            .withMetadata(MimeBundle.PNG, size);
    return picture.svg().map(svg -> bundle.with(MimeBundle.SVG, svg)).orElse(bundle);
  }
}
