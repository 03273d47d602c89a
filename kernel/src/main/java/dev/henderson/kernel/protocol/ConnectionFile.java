package dev.henderson.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/**
 * The file in which a front end says where a kernel is to listen. Read field by field: by the
 * base's reflection it takes a tenth of the time to the kernel's first answer.
 */
public final class ConnectionFile {
  private ConnectionFile() {}

  /**
   * Reads a connection file.
   *
   * @throws IOException if it cannot be read, or lacks something
   */
  public static KernelConnectionProperties read(Path file) throws IOException {
    try {
      JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      return new KernelConnectionProperties(
          field(json, "ip").getAsString(),
          field(json, "control_port").getAsInt(),
          field(json, "shell_port").getAsInt(),
          field(json, "stdin_port").getAsInt(),
          field(json, "hb_port").getAsInt(),
          field(json, "iopub_port").getAsInt(),
          field(json, "transport").getAsString(),
          field(json, "signature_scheme").getAsString(),
          field(json, "key").getAsString());
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
      throw new IOException(file + " is not a connection file: " + e.getMessage(), e);
    }
  }

  private static JsonElement field(JsonObject json, String name) {
    JsonElement value = json.get(name);
    if (value == null) {
      throw new IllegalStateException("it has no " + name);
    }
    return value;
  }
}
