package dev.henderson.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.henderson.kernel.protocol.Outputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outputs of the cells of a notebook as a front end would store them: neighbouring texts of a
 * stream joined, displays updated in place, cleared output gone.
 */
public final class NotebookOutputs implements Outputs {
  private final JsonArray outputs = new JsonArray();
  private final Map<String, List<JsonObject>> displays;
  private final int count;
  private boolean clearNext;

  /**
   * The outputs of one cell.
   *
   * @param count the cell's number
   * @param displays the displays of the whole notebook by id, shared by its cells
   */
  public NotebookOutputs(int count, Map<String, List<JsonObject>> displays) {
    this.count = count;
    this.displays = displays;
  }

  /** The outputs of a cell that stands alone. */
  public NotebookOutputs() {
    this(1, new HashMap<>());
  }

  /** What there is by now, of format 4.5. */
  public synchronized JsonArray json() {
    return outputs;
  }

  @Override
  public synchronized void stream(String name, String text) {
    JsonObject stream = output("stream");
    stream.addProperty("name", name);
    stream.addProperty("text", text);
    if (clearNext) {
      clear(false);
    }
    addJoined(stream);
  }

  /** Adds an output; text of a stream goes on where the last output is text of it. */
  private void addJoined(JsonElement output) {
    JsonObject next = output.getAsJsonObject();
    JsonObject last =
        outputs.isEmpty() ? new JsonObject() : outputs.get(outputs.size() - 1).getAsJsonObject();
    if (next.has("name") && next.get("name").equals(last.get("name"))) {
      String text = last.get("text").getAsString() + next.get("text").getAsString();
      last.addProperty("text", text);
    } else {
      outputs.add(next);
    }
  }

  @Override
  public synchronized void display(JsonObject data, JsonObject metadata, String displayId) {
    JsonObject display = output("display_data");
    display.add("data", data);
    display.add("metadata", metadata);
    if (displayId != null) {
      displays.computeIfAbsent(displayId, id -> new ArrayList<>()).add(display);
    }
    add(display);
  }

  @Override
  public boolean displayForNow(JsonObject data, JsonObject metadata, String displayId) {
    display(data, metadata, displayId);
    return true;
  }

  @Override
  public synchronized void remove(String displayId) {
    List<JsonObject> gone = displays.getOrDefault(displayId, List.of());
    displays.remove(displayId);
    List<JsonElement> left = new ArrayList<>();
    for (JsonElement output : outputs) {
      if (gone.stream().noneMatch(d -> d == output)) {
        left.add(output);
      }
    }
    while (!outputs.isEmpty()) {
      outputs.remove(outputs.size() - 1);
    }
    left.forEach(this::addJoined);
  }

  @Override
  public synchronized void update(JsonObject data, JsonObject metadata, String displayId) {
    for (JsonObject display : displays.getOrDefault(displayId, List.of())) {
      display.add("data", data);
      display.add("metadata", metadata);
    }
  }

  @Override
  public synchronized void result(JsonObject data, JsonObject metadata) {
    JsonObject result = output("execute_result");
    result.addProperty("execution_count", count);
    result.add("data", data);
    result.add("metadata", metadata);
    add(result);
  }

  /** The error a cell ended in. */
  public synchronized void error(String name, String message, List<String> traceback) {
    JsonObject error = output("error");
    error.addProperty("ename", name);
    error.addProperty("evalue", message);
    JsonArray lines = new JsonArray();
    traceback.forEach(lines::add);
    error.add("traceback", lines);
    add(error);
  }

  private static JsonObject output(String type) {
    JsonObject output = new JsonObject();
    output.addProperty("output_type", type);
    return output;
  }

  private void add(JsonObject output) {
    if (clearNext) {
      clear(false);
    }
    outputs.add(output);
  }

  @Override
  public synchronized void clear(boolean wait) {
    clearNext = wait;
    while (!wait && !outputs.isEmpty()) {
      outputs.remove(outputs.size() - 1);
    }
  }

  @Override
  public String input(String prompt, boolean password) {
    throw new IllegalStateException("There is no one to ask: the notebook runs by itself.");
  }
}
