package dev.henderson.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * One message of the Jupyter protocol, in or out. The JSON parts are kept as they came, so that a
 * parent header goes back exactly as it was received.
 */
public final class JupyterMessage {
  /** The protocol this kernel speaks. */
  public static final String PROTOCOL = "5.4";

  private final List<byte[]> identities;
  private final JsonObject header;
  private final JsonObject parent;
  private final JsonObject metadata;
  private final JsonObject content;
  private final List<byte[]> buffers;

  JupyterMessage(
      List<byte[]> identities,
      JsonObject header,
      JsonObject parent,
      JsonObject metadata,
      JsonObject content,
      List<byte[]> buffers) {
    this.identities = List.copyOf(identities);
    this.header = header;
    this.parent = parent;
    this.metadata = metadata;
    this.content = content;
    this.buffers = List.copyOf(buffers);
  }

  /** A message of our own; {@code parent} may be null. */
  static JupyterMessage of(String type, String session, JupyterMessage parent, JsonObject content) {
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", UUID.randomUUID().toString());
    header.addProperty("session", session);
    header.addProperty("username", "kernel");
    header.addProperty("date", now());
    header.addProperty("msg_type", type);
    header.addProperty("version", PROTOCOL);
    JsonObject parentHeader = parent == null ? new JsonObject() : parent.header;
    List<byte[]> to = parent == null ? List.of() : parent.identities;
    return new JupyterMessage(to, header, parentHeader, new JsonObject(), content, List.of());
  }

  /** ISO 8601 with exactly microseconds, which every front end can parse. */
  private static String now() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    String text = now.toString();
    return text.contains(".") ? text : text.replace("Z", ".000000Z");
  }

  /** This message with binary buffers and metadata, as comms send them. */
  JupyterMessage with(JsonObject newMetadata, List<byte[]> newBuffers) {
    return new JupyterMessage(identities, header, parent, newMetadata, content, newBuffers);
  }

  /** This message sent to no one in particular, under a topic. */
  JupyterMessage onTopic(byte[] topic) {
    return new JupyterMessage(List.of(topic), header, parent, metadata, content, buffers);
  }

  /** Routing prefix of the sender, or the topic. */
  List<byte[]> identities() {
    return identities;
  }

  /** The message's type, such as {@code execute_request}. */
  public String type() {
    return text(header, "msg_type", "");
  }

  /** The message's id. */
  public String id() {
    return text(header, "msg_id", "");
  }

  /** The header as received. */
  public JsonObject header() {
    return header;
  }

  /** The parent's header, or an empty object. */
  public JsonObject parent() {
    return parent;
  }

  /** The metadata. */
  public JsonObject metadata() {
    return metadata;
  }

  /** What is asked or told. */
  public JsonObject content() {
    return content;
  }

  /** Binary buffers after the JSON. */
  public List<byte[]> buffers() {
    return buffers;
  }

  /** A string member of the content, or a default where it is missing or of another type. */
  public String text(String member, String otherwise) {
    return text(content, member, otherwise);
  }

  /** A boolean member of the content, or a default. */
  public boolean flag(String member, boolean otherwise) {
    JsonElement e = content.get(member);
    boolean usable = e != null && e.isJsonPrimitive() && e.getAsJsonPrimitive().isBoolean();
    return usable ? e.getAsBoolean() : otherwise;
  }

  /** An integer member of the content, or a default. */
  public int number(String member, int otherwise) {
    JsonElement e = content.get(member);
    boolean usable = e != null && e.isJsonPrimitive() && e.getAsJsonPrimitive().isNumber();
    return usable ? e.getAsJsonPrimitive().getAsNumber().intValue() : otherwise;
  }

  /** An object member of the content, or an empty one. */
  public JsonObject object(String member) {
    JsonElement e = content.get(member);
    return e != null && e.isJsonObject() ? e.getAsJsonObject() : new JsonObject();
  }

  private static String text(JsonObject in, String member, String otherwise) {
    JsonElement e = in.get(member);
    boolean usable = e != null && e.isJsonPrimitive() && e.getAsJsonPrimitive().isString();
    return usable ? e.getAsString() : otherwise;
  }
}
