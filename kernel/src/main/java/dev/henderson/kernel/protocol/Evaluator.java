package dev.henderson.kernel.protocol;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * What answers requests: the language behind the protocol. All methods but {@link #interrupt} and
 * {@link #expect} are called on one thread, never at the same time; offsets are UTF-16 indices.
 */
public interface Evaluator {
  /** A cell was taken up and will run soon: an interrupt from now on means it. */
  void expect();

  /** Runs a cell; throws nothing. */
  Outcome execute(Execution cell, Outputs outputs);

  /** A value for {@code user_expressions}: {@code {status, data, metadata}} or an error object. */
  JsonObject expression(String code);

  /** Matches at the cursor. */
  Completions complete(String code, int cursor);

  /**
   * A MIME bundle's data about what is at the cursor.
   *
   * @param detail 0 for the outline, 1 for all there is
   */
  Optional<JsonObject> inspect(String code, int cursor, int detail);

  /** {@code {status: complete|incomplete|invalid|unknown, indent}}. */
  JsonObject isComplete(String code);

  /** Asks the running cell to stop; may be called at any time from any thread. */
  void interrupt();

  /** The content of {@code kernel_info_reply}; must not wait for anything. */
  JsonObject kernelInfo();

  /** A comm message of a front end, already acknowledged by busy and idle. */
  void comm(JupyterMessage message);

  /** The open comms: id to {@code {target_name}}. */
  JsonObject comms(String targetName);
}
