package dev.henderson.stats.frame;

import java.util.Set;

/**
 * How delimited text is read; immutable.
 *
 * @param separator the character between fields, a blank for any run of blanks, or {@link #FIND}
 * @param header whether the first line holds the column names; without it they are V1, V2, ...
 * @param missing fields that stand for a missing value; an empty field always does
 * @param text names of columns that stay text, whatever they look like
 */
public record TextOptions(char separator, boolean header, Set<String> missing, Set<String> text) {
  /** The separator is found from the first lines. */
  public static final char FIND = '\0';

  /** Separator found, header in the first line, {@code NA} and empty fields missing. */
  public static final TextOptions DEFAULT = new TextOptions(FIND, true, Set.of("NA"), Set.of());

  /** Copies the sets. */
  public TextOptions {
    missing = Set.copyOf(missing);
    text = Set.copyOf(text);
  }

  /** The same with another separator. */
  public TextOptions withSeparator(char separator) {
    return new TextOptions(separator, header, missing, text);
  }

  /** The same with or without a header. */
  public TextOptions withHeader(boolean header) {
    return new TextOptions(separator, header, missing, text);
  }

  /** The same with other marks of a missing value. */
  public TextOptions withMissing(Set<String> missing) {
    return new TextOptions(separator, header, missing, text);
  }

  /** The same with these columns kept as text. */
  public TextOptions withText(Set<String> text) {
    return new TextOptions(separator, header, missing, text);
  }
}
