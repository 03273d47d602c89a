package dev.henderson.stats.frame;

/** A text that is no table: rows of different length, names missing or given twice. */
public final class DelimitedTextException extends RuntimeException {
  private final int line;
  private final String suggestion;

  /**
   * @param line the line of the text, from 1
   * @param message what is wrong, a sentence
   * @param suggestion what to do, or null
   */
  public DelimitedTextException(int line, String message, String suggestion) {
    super(message);
    this.line = line;
    this.suggestion = suggestion;
  }

  /** The line of the text, from 1. */
  public int line() {
    return line;
  }

  /** What to do about it, if there is something to say. */
  public java.util.Optional<String> suggestion() {
    return java.util.Optional.ofNullable(suggestion);
  }
}
