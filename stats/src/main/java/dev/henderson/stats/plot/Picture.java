package dev.henderson.stats.plot;

import java.util.Objects;
import java.util.Optional;

/**
 * A finished picture: a PNG at twice the size for sharp screens, its size in CSS pixels, what it is
 * in one line, what is to be seen on it in words, and an SVG where one was asked for.
 *
 * <pre>{@code
 * Table sleepstudy = Dataset.find("sleepstudy").orElseThrow().load();
 * Picture residuals = Lm.fit("Reaction ~ Days", sleepstudy).residualPlot().picture();
 * byte[] png = residuals.png();
 * }</pre>
 */
public final class Picture {
  private final String caption;
  private final String alt;
  private final int width;
  private final int height;
  private final byte[] png;
  private final String svg;

  /**
   * @param caption what it is, in one line
   * @param alt what is to be seen, for those who cannot see it
   * @param width CSS pixels; the PNG has twice as many
   * @param height CSS pixels; the PNG has twice as many
   * @param png the file
   * @param svg the element, beginning with {@code <svg}, or null
   */
  public Picture(String caption, String alt, int width, int height, byte[] png, String svg) {
    this.caption = Objects.requireNonNull(caption);
    this.alt = Objects.requireNonNull(alt);
    this.width = width;
    this.height = height;
    this.png = png.clone();
    this.svg = svg;
  }

  /** What it is, in one line. */
  public String caption() {
    return caption;
  }

  /** What is to be seen, in words and numbers. */
  public String alt() {
    return alt;
  }

  /** The width in CSS pixels. */
  public int width() {
    return width;
  }

  /** The height in CSS pixels. */
  public int height() {
    return height;
  }

  /** The PNG file, {@code 2 width × 2 height} pixels, copied. */
  public byte[] png() {
    return png.clone();
  }

  /** The same as an {@code <svg>} element with title and description, where it was asked for. */
  public Optional<String> svg() {
    return Optional.ofNullable(svg);
  }

  @Override
  public String toString() {
    return caption;
  }
}
