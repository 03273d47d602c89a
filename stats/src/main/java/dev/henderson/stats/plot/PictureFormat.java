package dev.henderson.stats.plot;

/** What a picture is made as. */
public enum PictureFormat {
  /** A PNG at twice the size. */
  PNG,
  /** The PNG and an SVG beside it. */
  SVG
}
