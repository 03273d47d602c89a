package dev.henderson.kernel.protocol;

import com.google.gson.JsonObject;
import java.io.InterruptedIOException;

/** A cell's output on iopub, under the header of the request that ran it. */
final class CellOutputs implements Outputs {
  private final HendersonConnection connection;
  private final JupyterMessage parent;
  private final int count;
  private final boolean allowStdin;

  CellOutputs(
      HendersonConnection connection, JupyterMessage parent, int count, boolean allowStdin) {
    this.connection = connection;
    this.parent = parent;
    this.count = count;
    this.allowStdin = allowStdin;
  }

  @Override
  public void stream(String name, String text) {
    connection.iopub().stream(parent, name, text);
  }

  @Override
  public void display(JsonObject data, JsonObject metadata, String displayId) {
    connection.iopub().publish("display_data", parent, shown(data, metadata, displayId));
  }

  @Override
  public void update(JsonObject data, JsonObject metadata, String displayId) {
    connection.iopub().publish("update_display_data", parent, shown(data, metadata, displayId));
  }

  @Override
  public void result(JsonObject data, JsonObject metadata) {
    JsonObject content = shown(data, metadata, null);
    content.addProperty("execution_count", count);
    connection.iopub().publish("execute_result", parent, content);
  }

  private static JsonObject shown(JsonObject data, JsonObject metadata, String displayId) {
    JsonObject content = new JsonObject();
    content.add("data", data);
    content.add("metadata", metadata);
    JsonObject passing = new JsonObject();
    if (displayId != null) {
      passing.addProperty("display_id", displayId);
    }
    content.add("transient", passing);
    return content;
  }

  @Override
  public void clear(boolean wait) {
    JsonObject content = new JsonObject();
    content.addProperty("wait", wait);
    connection.iopub().publish("clear_output", parent, content);
  }

  @Override
  public String input(String prompt, boolean password) throws InterruptedIOException {
    if (!allowStdin) {
      throw new IllegalStateException(
          "This front end cannot be asked for input (it ran the cell with allow_stdin = false).");
    }
    return connection.questions().ask(parent, prompt, password);
  }

  @Override
  public String takePrompt() {
    return connection.iopub().takeTail(parent, "stdout");
  }
}
