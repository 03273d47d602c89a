package dev.henderson.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What a running cell has shown, so that one display of it can be taken away: the protocol can only
 * clear all of a cell, and what is to stay is shown again. Kept up to a limit, and only while the
 * cell runs.
 */
final class ShownOutputs {
  /** In characters; a cell that shows more shows no progress. */
  static final int MOST = 8 << 20;

  /**
   * One output.
   *
   * @param type of its message; {@code stream} for text
   * @param content of the message; of text, the name of its stream
   * @param text so far; null for all but text
   */
  record Output(String type, JsonObject content, StringBuilder text) {
    private boolean isText(String name) {
      return text != null && stream().equals(name);
    }

    String stream() {
      return content.get("name").getAsString();
    }

    private boolean hasId(String displayId) {
      JsonElement passing = content.get("transient");
      JsonElement id = passing == null ? null : passing.getAsJsonObject().get("display_id");
      return id != null && id.getAsString().equals(displayId);
    }
  }

  private final List<Output> outputs = new ArrayList<>();
  private long size;
  private boolean clearNext;
  private boolean closed;

  /** Whether nothing that was shown is forgotten, and so much more would fit. */
  boolean hasRoom(long more) {
    return !closed && size + more <= MOST;
  }

  /** Keeps nothing from now on. */
  void close() {
    closed = true;
    outputs.clear();
  }

  void text(String name, String text) {
    if (closed) {
      return;
    }
    begin(text.length());
    Output last = outputs.isEmpty() ? null : outputs.get(outputs.size() - 1);
    if (last == null || !last.isText(name)) {
      JsonObject content = new JsonObject();
      content.addProperty("name", name);
      last = new Output("stream", content, new StringBuilder());
      outputs.add(last);
    }
    last.text().append(text);
  }

  /** The end of a text was not sent after all. */
  void takeBack(String name, String tail) {
    Output last = outputs.isEmpty() ? null : outputs.get(outputs.size() - 1);
    if (last != null && last.isText(name)) {
      last.text().setLength(Math.max(last.text().length() - tail.length(), 0));
    }
  }

  void message(String type, JsonObject content) {
    if (closed) {
      return;
    }
    begin(size(content));
    outputs.add(new Output(type, content, null));
  }

  private void begin(long more) {
    if (clearNext) {
      clear(false);
    }
    size += more;
  }

  /** A display shows something else now. */
  void update(JsonObject content, String displayId) {
    outputs.replaceAll(
        o -> o.hasId(displayId) ? new Output(o.type(), content.deepCopy(), null) : o);
  }

  void clear(boolean wait) {
    clearNext = wait;
    if (!wait) {
      outputs.clear();
      size = 0;
    }
  }

  /** Whether all will be gone with the next output. */
  boolean isClearedNext() {
    return clearNext;
  }

  /** Takes a display away; whether it was there. */
  boolean remove(String displayId) {
    return outputs.removeIf(o -> o.hasId(displayId));
  }

  /** What is left, in order. */
  List<Output> all() {
    return List.copyOf(outputs);
  }

  /** About how many characters a bundle has. */
  static long size(JsonObject content) {
    long size = 0;
    JsonElement data = content.get("data");
    if (data != null) {
      for (JsonElement value : data.getAsJsonObject().asMap().values()) {
        boolean text = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
        size += text ? value.getAsString().length() : value.toString().length();
      }
    }
    return size;
  }
}
