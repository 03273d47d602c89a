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

  /** Takes back the text after the last line break that was not sent yet: it becomes a prompt. */
  default String takePrompt() {
    return "";
  }
}
