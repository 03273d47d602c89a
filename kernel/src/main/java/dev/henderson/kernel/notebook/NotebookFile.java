package dev.henderson.kernel.notebook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A notebook file of format 4, read from and written to disk as Jupyter does. */
public final class NotebookFile {
  private static final int MAJOR = 4;
  private static final int MINOR = 5;

  private final JsonObject root;

  private NotebookFile(JsonObject root) {
    this.root = root;
  }

  /**
   * Reads a notebook.
   *
   * @throws IOException with what is wrong with the file
   */
  public static NotebookFile read(Path file) throws IOException {
    JsonObject root;
    try {
      root = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException(file + " is not a notebook: it is not a JSON object.", e);
    }
    JsonElement format = root.get("nbformat");
    if (format == null || format.getAsInt() != MAJOR || !root.has("cells")) {
      throw new IOException(
          file + " is not a notebook of format 4; open and save it once in JupyterLab.");
    }
    NotebookFile notebook = new NotebookFile(root);
    notebook.complete();
    return notebook;
  }

  /** Adds what format 4.5 asks for: cell ids, metadata. */
  private void complete() {
    root.addProperty("nbformat", MAJOR);
    JsonElement minor = root.get("nbformat_minor");
    root.addProperty("nbformat_minor", Math.max(MINOR, minor == null ? 0 : minor.getAsInt()));
    for (JsonObject cell : cells()) {
      if (!cell.has("id")) {
        cell.addProperty("id", UUID.randomUUID().toString().substring(0, 8));
      }
      if (!cell.has("metadata")) {
        cell.add("metadata", new JsonObject());
      }
    }
    if (!root.has("metadata")) {
      root.add("metadata", new JsonObject());
    }
  }

  /** The cells, to be changed in place. */
  public List<JsonObject> cells() {
    List<JsonObject> cells = new ArrayList<>();
    root.getAsJsonArray("cells").forEach(c -> cells.add(c.getAsJsonObject()));
    return cells;
  }

  /**
   * Notes which kernel ran it.
   *
   * @param kernel the name of its kernelspec
   */
  public void ranBy(String kernel, String displayName, JsonObject languageInfo) {
    JsonObject metadata = root.getAsJsonObject("metadata");
    if (!metadata.has("kernelspec")) {
      JsonObject spec = new JsonObject();
      spec.addProperty("display_name", displayName);
      spec.addProperty("language", "java");
      spec.addProperty("name", kernel);
      metadata.add("kernelspec", spec);
    }
    metadata.add("language_info", languageInfo);
  }

  /** A text that is stored as one string or as a list of lines. */
  public static String text(JsonElement element) {
    if (element == null || element.isJsonNull()) {
      return "";
    }
    if (!element.isJsonArray()) {
      return element.isJsonPrimitive() ? element.getAsString() : element.toString();
    }
    StringBuilder text = new StringBuilder();
    element.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
    return text.toString();
  }

  /** A text as a list of lines, as notebooks are stored so that they can be compared. */
  static JsonArray lines(String text) {
    JsonArray lines = new JsonArray();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int next = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(from, next));
      from = next;
    }
    return lines;
  }

  /** Writes the notebook, keys sorted and texts as lists of lines. */
  public void write(Path file) throws IOException {
    JsonObject stored = root.deepCopy();
    for (JsonElement element : stored.getAsJsonArray("cells")) {
      JsonObject cell = element.getAsJsonObject();
      cell.add("source", lines(text(cell.get("source"))));
      if (cell.has("outputs")) {
        cell.getAsJsonArray("outputs").forEach(o -> store(o.getAsJsonObject()));
      }
    }
    Gson gson =
        new GsonBuilder()
            .disableHtmlEscaping()
            .serializeNulls()
            .serializeSpecialFloatingPointValues()
            .create();
    StringWriter text = new StringWriter();
    JsonWriter writer = new JsonWriter(text);
    writer.setIndent(" ");
    writer.setHtmlSafe(false);
    writer.setSerializeNulls(true);
    gson.toJson(sorted(stored), writer);
    Files.writeString(file, text + "\n", StandardCharsets.UTF_8);
  }

  private static void store(JsonObject output) {
    if (output.has("text")) {
      output.add("text", lines(text(output.get("text"))));
    }
    if (output.has("data")) {
      JsonObject data = output.getAsJsonObject("data");
      for (String mime : List.copyOf(data.keySet())) {
        boolean text = mime.startsWith("text/") || "image/svg+xml".equals(mime);
        if (text && data.get(mime).isJsonPrimitive()) {
          data.add(mime, lines(data.get(mime).getAsString()));
        }
      }
    }
  }

  private static JsonElement sorted(JsonElement element) {
    if (element.isJsonArray()) {
      JsonArray out = new JsonArray();
      element.getAsJsonArray().forEach(e -> out.add(sorted(e)));
      return out;
    }
    if (!element.isJsonObject()) {
      return element;
    }
    Map<String, JsonElement> members = new TreeMap<>(element.getAsJsonObject().asMap());
    JsonObject out = new JsonObject();
    members.forEach((k, v) -> out.add(k, v == null ? JsonNull.INSTANCE : sorted(v)));
    return out;
  }
}
