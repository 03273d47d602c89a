package dev.henderson.stats.plot;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/**
 * A sheet with a title that is painted once for the PNG and, if wanted, once for the SVG.
 *
 * <p>The title stands on the picture itself, so that it can be cut out and still be understood.
 */
final class Card {
  private static final int SCALE = 2;
  private static final double CORNER = 10;
  private static final int EDGE = 14;
  private static final int LINE = 17;

  private final String title;
  private final String remark;
  private final boolean twoLines;
  private final int width;
  private final int height;
  private final Consumer<Graphics2D> painter;

  /**
   * @param title what it is
   * @param remark how to read it
   * @param width CSS pixels
   * @param bodyHeight CSS pixels below the title
   * @param painter paints the body at that size, from (0, 0)
   */
  Card(String title, String remark, int width, int bodyHeight, Consumer<Graphics2D> painter) {
    this.title = title;
    this.remark = remark;
    FontRenderContext context = new FontRenderContext(null, true, true);
    twoLines =
        HouseStyle.TITLE.getStringBounds(title, context).getWidth()
                + HouseStyle.LETTERS.getStringBounds(remark, context).getWidth()
                + EDGE
            > width - 2 * EDGE;
    this.width = width;
    this.height = bodyHeight + headHeight();
    this.painter = painter;
  }

  private int headHeight() {
    return twoLines ? 13 + 2 * LINE : 13 + LINE;
  }

  /** The finished picture. */
  Picture picture(String alt, PictureFormat format) {
    return paint(title + ": " + remark, alt, width, height, this::paint, format);
  }

  /** Whatever is painted at this size, as a picture. */
  static Picture paint(
      String caption,
      String alt,
      int width,
      int height,
      Consumer<Graphics2D> painter,
      PictureFormat format) {
    String svg = format == PictureFormat.SVG ? svg(caption, alt, width, height, painter) : null;
    return new Picture(caption, alt, width, height, png(width, height, painter), svg);
  }

  private static byte[] png(int width, int height, Consumer<Graphics2D> painter) {
    BufferedImage image =
        new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(SCALE, SCALE);
    painter.accept(g);
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void paint(Graphics2D g) {
    g.setColor(HouseStyle.CARD);
    g.fill(new RoundRectangle2D.Double(0, 0, width, height, CORNER, CORNER));
    g.setFont(HouseStyle.TITLE);
    g.setColor(HouseStyle.INK);
    g.drawString(title, EDGE, 10 + LINE - 4);
    float x = twoLines ? EDGE : EDGE + g.getFontMetrics().stringWidth(title) + EDGE;
    g.setFont(HouseStyle.LETTERS);
    g.setColor(HouseStyle.QUIET);
    g.drawString(remark, x, 10 + (twoLines ? 2 : 1) * LINE - 4);
    g.translate(0, headHeight());
    painter.accept(g);
  }

  private static String svg(
      String caption, String alt, int width, int height, Consumer<Graphics2D> painter) {
    VectorGraphics2D g = new VectorGraphics2D();
    painter.accept(g);
    Document document =
        new SVGProcessor().getDocument(g.getCommands(), new PageSize(0, 0, width, height));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      document.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String file = out.toString(StandardCharsets.UTF_8);
    // Front ends want the element alone: nbconvert fails on an XML prologue.
    String element = file.substring(file.indexOf("<svg"));
    int inside = element.indexOf('>') + 1;
    return element.substring(0, inside)
        + "<title>"
        + escape(caption)
        + "</title><desc>"
        + escape(alt)
        + "</desc>"
        + element.substring(inside).strip();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
