package dev.henderson.stats.frame;

/** Text that is no table: says in which line, what is wrong there and what can be done. */
public final class TableTextException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  /**
   * @param line number of the line, from 1; 0 where it is about the text as a whole
   * @param message what is wrong and what to do, in sentences
   */
  public TableTextException(int line, String message) {
    super(line > 0 ? "Line " + line + ": " + message : message);
    this.line = line;
  }

  /** The number of the line, from 1; 0 where it is about the text as a whole. */
  public int line() {
    return line;
  }
}
