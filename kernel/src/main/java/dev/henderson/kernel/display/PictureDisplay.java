package dev.henderson.kernel.display;

import dev.henderson.stats.plot.Picture;
import java.util.Base64;
import java.util.Map;

/**
 * Shows a {@link Picture}: its PNG at twice the size with width, height and alternative text as
 * metadata, one line of text, and its SVG beside them if it has one.
 *
 * <p>A front end that does not trust the notebook shows no SVG but still the PNG, so the PNG is
 * always there.
 */
public final class PictureDisplay implements Display<Picture> {
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
