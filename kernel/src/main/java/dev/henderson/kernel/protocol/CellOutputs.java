package dev.henderson.kernel.protocol;

import com.google.gson.JsonObject;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** A cell's output on iopub, under the header of the request that ran it. */
final class CellOutputs implements Outputs {
  private static final String DISPLAY = "display_data";

  private final HendersonConnection connection;
  private final JupyterMessage parent;
  private final int count;
  private final boolean allowStdin;
  private final ShownOutputs shown = new ShownOutputs();
  private final List<String> passing = new ArrayList<>();

  CellOutputs(
      HendersonConnection connection, JupyterMessage parent, int count, boolean allowStdin) {
    this.connection = connection;
    this.parent = parent;
    this.count = count;
    this.allowStdin = allowStdin;
  }

  /** What is shown for now goes away while that can be done; nothing is kept any more. */
  @Override
  public synchronized void end() {
    List.copyOf(passing).forEach(this::remove);
    shown.close();
  }

  private void makeRoom(long more) {
    if (!shown.hasRoom(more)) {
      end();
    }
  }

  @Override
  public synchronized void stream(String name, String text) {
    makeRoom(text.length());
    shown.text(name, text);
    connection.iopub().stream(parent, name, text);
  }

  @Override
  public synchronized void display(JsonObject data, JsonObject metadata, String displayId) {
    show(DISPLAY, content(data, metadata, displayId));
  }

  @Override
  public synchronized boolean displayForNow(
      JsonObject data, JsonObject metadata, String displayId) {
    JsonObject content = content(data, metadata, displayId);
    if (!shown.hasRoom(ShownOutputs.size(content))) {
      return false;
    }
    show(DISPLAY, content);
    passing.add(displayId);
    return true;
  }

  @Override
  public synchronized void remove(String displayId) {
    passing.remove(displayId);
    if (!shown.remove(displayId)) {
      return;
    }
    List<ShownOutputs.Output> left = shown.all();
    publishClear(!left.isEmpty());
    for (ShownOutputs.Output output : left) {
      if (output.text() == null) {
        connection.iopub().publish(output.type(), parent, output.content());
      } else {
        connection.iopub().stream(parent, output.stream(), output.text().toString());
      }
    }
    if (shown.isClearedNext()) {
      publishClear(true);
    }
  }

  @Override
  public synchronized void update(JsonObject data, JsonObject metadata, String displayId) {
    JsonObject content = content(data, metadata, displayId);
    shown.update(content, displayId);
    connection.iopub().publish("update_display_data", parent, content);
  }

  @Override
  public synchronized void result(JsonObject data, JsonObject metadata) {
    JsonObject content = content(data, metadata, null);
    content.addProperty("execution_count", count);
    show("execute_result", content);
  }

  private void show(String type, JsonObject content) {
    makeRoom(ShownOutputs.size(content));
    shown.message(type, content);
    connection.iopub().publish(type, parent, content);
  }

  private static JsonObject content(JsonObject data, JsonObject metadata, String displayId) {
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
  public synchronized void clear(boolean wait) {
    shown.clear(wait);
    publishClear(wait);
  }

  private void publishClear(boolean wait) {
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
  public synchronized String takePrompt() {
    String tail = connection.iopub().takeTail(parent, "stdout");
    shown.takeBack("stdout", tail);
    return tail;
  }
}
