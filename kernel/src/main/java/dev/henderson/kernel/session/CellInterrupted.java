package dev.henderson.kernel.session;

import java.util.List;

/**
 * The user stopped the cell. An Error, so that a {@code catch (Exception e)} in the cell does not
 * swallow it.
 */
public final class CellInterrupted extends Error {
  private static final long serialVersionUID = 1L;

  private final transient List<String> where;

  /** An interruption. */
  public CellInterrupted() {
    super("The cell was interrupted.");
    this.where = List.of();
  }

  /**
   * An interruption of code of a cell.
   *
   * @param where the lines that show the place, maybe none
   * @param cause what ended that code
   */
  public CellInterrupted(List<String> where, Throwable cause) {
    super("The cell was interrupted.", cause);
    this.where = List.copyOf(where);
  }

  /** The lines that show the place in the cell, as far as they are drawn already. */
  public List<String> where() {
    return where;
  }
}
