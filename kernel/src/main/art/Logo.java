import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Draws the kernel's logo, a small caterpillar plot, as SVG and PNG from the same numbers.
 *
 * <p>java kernel/src/main/art/Logo.java kernel/src/main/resources/kernelspec
 */
public class Logo {
  static final double[] MODES = {20.5, 26, 30, 34, 40.5, 45};
  static final double HALF = 9.5;

  public static void main(String[] args) throws Exception {
    Path to = Path.of(args[0]);
    Files.writeString(to.resolve("logo-svg.svg"), svg());
    for (int size : new int[] {32, 64}) {
      ImageIO.write(png(size), "png", new File(to.toFile(), "logo-" + size + "x" + size + ".png"));
    }
  }

  static double y(int i) {
    return 53 - i * 8.4;
  }

  static String svg() {
    StringBuilder s = new StringBuilder();
    s.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\">\n");
    s.append("<title>Henderson: a caterpillar plot</title>\n");
    s.append("<rect x=\"1\" y=\"1\" width=\"62\" height=\"62\" rx=\"11\" fill=\"#17324d\"/>\n");
    s.append("<path d=\"M32 6V58\" stroke=\"#8fb3d1\" stroke-width=\"1.8\"");
    s.append(" stroke-dasharray=\"3.4 3\"/>\n");
    s.append("<g stroke=\"#ffffff\" stroke-width=\"2.6\" stroke-linecap=\"round\">\n");
    for (int i = 0; i < MODES.length; i++) {
      s.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M%.1f %.1fH%.1f\"/>%n",
              MODES[i] - HALF,
              y(i),
              MODES[i] + HALF));
    }
    s.append("</g>\n<g fill=\"#f2a541\">\n");
    for (int i = 0; i < MODES.length; i++) {
      s.append(
          String.format(
              Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.7\"/>%n", MODES[i], y(i)));
    }
    return s.append("</g>\n</svg>\n").toString();
  }

  static BufferedImage png(int size) {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(size / 64.0, size / 64.0);
    g.setColor(new Color(0x17324d));
    g.fill(new RoundRectangle2D.Double(1, 1, 62, 62, 22, 22));
    g.setColor(new Color(0x8fb3d1));
    g.setStroke(
        new BasicStroke(
            1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {3.4f, 3}, 0));
    g.draw(new Line2D.Double(32, 6, 32, 58));
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(2.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    for (int i = 0; i < MODES.length; i++) {
      g.draw(new Line2D.Double(MODES[i] - HALF, y(i), MODES[i] + HALF, y(i)));
    }
    g.setColor(new Color(0xf2a541));
    for (int i = 0; i < MODES.length; i++) {
      g.fill(new Ellipse2D.Double(MODES[i] - 3.7, y(i) - 3.7, 7.4, 7.4));
    }
    g.dispose();
    return image;
  }
}
