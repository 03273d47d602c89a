package dev.henderson.kernel.protocol;

import com.google.gson.JsonObject;
import java.io.InterruptedIOException;

/** Where one cell's output goes, during the cell and after it: a front end, or a notebook file. */
public interface Outputs {
  /**
   * Text of a stream.
   *
   * @param name {@code stdout} or {@code stderr}
   */
  void stream(String name, String text);

  /**
   * Something to show.
   *
   * @param displayId by which it can be updated later, or null
   */
  void display(JsonObject data, JsonObject metadata, String displayId);

  /**
   * Shows something that is to leave no trace, such as a bar of progress: until {@link #remove}.
   *
   * @return whether it is shown; not where it could not be taken away again
   */
  boolean displayForNow(JsonObject data, JsonObject metadata, String displayId);

  /** Takes away what was shown for now; all else that the cell shows stays, in its order. */
  void remove(String displayId);

  /** Shows something else wherever {@code displayId} was shown. */
  void update(JsonObject data, JsonObject metadata, String displayId);

  /** The value of the cell. */
  void result(JsonObject data, JsonObject metadata);

  /**
   * Takes the cell's output away.
   *
   * @param wait until there is new output, so that it does not flicker
   */
  void clear(boolean wait);

  /**
   * Asks the user for a line.
   *
   * @throws IllegalStateException if there is no one to ask
   * @throws InterruptedIOException if the cell was interrupted while waiting
   */
  String input(String prompt, boolean password) throws InterruptedIOException;

  /** The cell has ended; its threads may go on printing, but nothing is shown for now any more. */
  default void end() {
    // Most have nothing to do.
  }

  /** Takes back the text after the last line break that was not sent yet: it becomes a prompt. */
  default String takePrompt() {
    return "";
  }
}
