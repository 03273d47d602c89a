package dev.henderson.kernel.session;

/**
 * One part of a cell: Java, a line magic or a cell magic. Offsets are UTF-16 indices into the cell;
 * {@code start} inclusive, {@code end} exclusive.
 */
public sealed interface Piece {
  /** First character of the piece. */
  int start();

  /** One past its last character. */
  int end();

  /**
   * Java between magics, with at least one character that is neither blank nor comment.
   *
   * @param text exactly the cell's characters from start to end
   */
  record Java(String text, int start, int end) implements Piece {}

  /**
   * {@code %name arguments}.
   *
   * @param arguments raw text after the name without the blanks around it
   * @param argumentStart where the arguments begin in the cell
   */
  record LineMagic(String name, String arguments, int argumentStart, int start, int end)
      implements Piece {}

  /**
   * {@code %%name arguments}, and all that follows in the cell. It belongs on the first line; where
   * it stands elsewhere is seen from its start.
   *
   * @param body everything after the line of the name
   * @param bodyStart where the body begins in the cell
   */
  record CellMagic(
      String name,
      String arguments,
      int argumentStart,
      String body,
      int bodyStart,
      int start,
      int end)
      implements Piece {}
}
