package dev.henderson.kernel.session;

/**
 * A stretch of a cell, or of a file that is run as one.
 *
 * @param where what an error calls it: {@code cell [3]}, or the name of a file
 * @param source its whole text
 * @param start first UTF-16 index
 * @param end one past the last
 */
public record Place(String where, String source, int start, int end) {
  /**
   * A stretch of a cell.
   *
   * @param cell the cell's number, or 0 where it has none
   */
  public Place(int cell, String source, int start, int end) {
    this(cell > 0 ? "cell [" + cell + "]" : "cell", source, start, end);
  }

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
