package dev.henderson.kernel.session;

/**
 * The user stopped the cell. An Error, so that a {@code catch (Exception e)} in the cell does not
 * swallow it.
 */
public final class CellInterrupted extends Error {
  private static final long serialVersionUID = 1L;

  /** An interruption. */
  public CellInterrupted() {
    super("The cell was interrupted.");
  }
}
