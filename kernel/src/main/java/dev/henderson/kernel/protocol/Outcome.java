package dev.henderson.kernel.protocol;

import com.google.gson.JsonArray;
import java.util.List;

/** How a cell ended. */
public sealed interface Outcome {
  /**
   * It ran through.
   *
   * @param resultText the result as text for the history, or null
   * @param payload what the front end is to do, such as fill the next cell; usually empty
   */
  record Done(String resultText, JsonArray payload) implements Outcome {}

  /**
   * It ended in an error.
   *
   * @param interrupted whether the user stopped it, so that queued cells do not run either
   */
  record Failed(String name, String message, List<String> traceback, boolean interrupted)
      implements Outcome {
    /** Copies the lines. */
    public Failed {
      traceback = List.copyOf(traceback);
    }
  }
}
