package dev.henderson.stats.frame;

/**
 * A column of a table that was changed after a model read it, so that what needs its rows once more
 * would mix old numbers with new ones; the message says which column, and what to do.
 */
public final class ChangedTableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String column;

  /**
   * @param frame what messages call the table; empty if it has no name
   * @param column the column's name
   */
  ChangedTableException(String frame, String column) {
    super(message(frame, column));
    this.column = column;
  }

  private static String message(String frame, String column) {
    String copy = frame.isEmpty() ? "a copy of the table" : "a copy, " + frame + ".copy()";
    return "Column "
        + column
        + (frame.isEmpty() ? "" : " of " + frame)
        + " was changed after the model read it, and this needs its rows as they were. Fit the"
        + " model again; to change the table and keep the fit, fit it to "
        + copy
        + ".";
  }

  /** The name of the column. */
  public String column() {
    return column;
  }
}
