package dev.henderson.kernel.session;

/**
 * A stretch of a cell.
 *
 * @param cell the cell's number, or 0 where it has none
 * @param source the cell's whole text
 * @param start first UTF-16 index
 * @param end one past the last
 */
public record Place(int cell, String source, int start, int end) {
  /** The 1-based line. */
  public int line() {
    return Cell.line(source, start);
  }

  /** The 1-based column, in code points. */
  public int column() {
    return Cell.column(source, start);
  }

  /** The whole line of text the place begins in. */
  public String text() {
    int from = source.lastIndexOf('\n', Math.min(start, source.length()) - 1) + 1;
    int to = source.indexOf('\n', from);
    return source.substring(from, to < 0 ? source.length() : to);
  }
}
