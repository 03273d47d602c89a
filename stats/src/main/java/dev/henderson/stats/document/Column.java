package dev.henderson.stats.document;

import java.util.Objects;

/**
 * A column of a {@link Block.Grid}.
 *
 * @param header its name
 * @param type a second, quieter line of the header, such as a column's type; may be empty
 * @param align where its cells stand
 * @param tooltip what the column is, in words, for renderers that can show it; may be empty
 * @param continued whether the column belongs under the header of the one before it
 */
public record Column(String header, String type, Align align, String tooltip, boolean continued) {
  /** Where cells stand. */
  public enum Align {
    /** Words. */
    LEFT,
    /** Numbers. */
    RIGHT
  }

  /** Checks the parts. */
  public Column {
    Objects.requireNonNull(header);
    Objects.requireNonNull(type);
    Objects.requireNonNull(align);
    Objects.requireNonNull(tooltip);
  }

  /** A column of words. */
  public static Column words(String header) {
    return new Column(header, "", Align.LEFT, "", false);
  }

  /** A column of numbers. */
  public static Column numbers(String header) {
    return new Column(header, "", Align.RIGHT, "", false);
  }

  /** A column of numbers with an explanation. */
  public static Column numbers(String header, String tooltip) {
    return new Column(header, "", Align.RIGHT, tooltip, false);
  }

  /** A further column of numbers under the header of the column before. */
  public static Column continuing() {
    return new Column("", "", Align.RIGHT, "", true);
  }
}
