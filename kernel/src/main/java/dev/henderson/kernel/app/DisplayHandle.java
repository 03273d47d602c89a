package dev.henderson.kernel.app;

/**
 * Something that was shown and can be shown anew in its place. As the value of a cell it shows
 * nothing itself.
 *
 * @param id the display id of the protocol
 */
public record DisplayHandle(String id) {
  /** Shows another object in the same place. */
  public void update(Object value, String... mimes) {
    Notebook.updateDisplay(id, value, mimes);
  }
}
