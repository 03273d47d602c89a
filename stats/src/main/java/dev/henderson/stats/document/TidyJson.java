package dev.henderson.stats.document;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;

/**
 * Writes the numbers of a report for programs, as the bundle {@value #MIME_TYPE}: full double
 * precision, null for what is missing.
 */
public final class TidyJson {
  /** The MIME type; front ends ignore it and keep it in the saved notebook. */
  public static final String MIME_TYPE = "application/vnd.henderson.v1+json";

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private TidyJson() {}

  /** The numbers as JSON text. */
  public static String render(Report report) {
    return GSON.toJson(tree(report));
  }

  /** The numbers as a JSON tree. */
  public static JsonObject tree(Report report) {
    return element(report.data()).getAsJsonObject();
  }

  private static JsonElement element(Object value) {
    if (value instanceof Map<?, ?> map) {
      JsonObject object = new JsonObject();
      map.forEach((key, item) -> object.add((String) key, element(item)));
      return object;
    } else if (value instanceof Iterable<?> items) {
      JsonArray array = new JsonArray();
      items.forEach(item -> array.add(element(item)));
      return array;
    } else if (value instanceof Double d) {
      // JSON has no NaN or infinity.
      return Double.isFinite(d) ? new JsonPrimitive(d) : JsonNull.INSTANCE;
    } else if (value instanceof Number n) {
      return new JsonPrimitive(n);
    } else if (value instanceof Boolean b) {
      return new JsonPrimitive(b);
    } else if (value instanceof String s) {
      return new JsonPrimitive(s);
    } else if (value == null) {
      return JsonNull.INSTANCE;
    }
    throw new IllegalArgumentException("a report's data hold no " + value.getClass().getName());
  }
}
