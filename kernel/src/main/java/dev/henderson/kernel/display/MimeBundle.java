package dev.henderson.kernel.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a front end is given to show: one thing in several MIME types, in the order given, and
 * metadata per MIME type (width, height, alternative text of a picture).
 *
 * <p>Data values are strings (text and, for binary types such as {@code image/png}, Base64) or, for
 * {@code application/json} and {@code +json} types, maps, lists, numbers or Gson elements. A bundle
 * is immutable.
 */
public final class MimeBundle {
  public static final String TEXT = "text/plain";
  public static final String HTML = "text/html";
  public static final String LATEX = "text/latex";
  public static final String MARKDOWN = "text/markdown";
  public static final String PNG = "image/png";
  public static final String SVG = "image/svg+xml";

  /** The numbers of a result, for programs; see the interface page. */
  public static final String HENDERSON = "application/vnd.henderson.v1+json";

  private static final MimeBundle EMPTY = new MimeBundle(Map.of(), Map.of());

  private final Map<String, Object> data;
  private final Map<String, Object> metadata;

  private MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {
    this.data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** A bundle with nothing to show: a front end gets no message at all. */
  public static MimeBundle empty() {
    return EMPTY;
  }

  /** A bundle of plain text only. */
  public static MimeBundle text(String text) {
    return of(TEXT, text);
  }

  /** A bundle of one type. */
  public static MimeBundle of(String mime, Object content) {
    return EMPTY.with(mime, content);
  }

  /** A bundle of the given types and metadata. */
  public static MimeBundle of(Map<String, ?> data, Map<String, ?> metadata) {
    return new MimeBundle(new LinkedHashMap<>(data), new LinkedHashMap<>(metadata));
  }

  /** This bundle and one more type. */
  public MimeBundle with(String mime, Object content) {
    Map<String, Object> more = new LinkedHashMap<>(data);
    more.put(Objects.requireNonNull(mime), Objects.requireNonNull(content));
    return new MimeBundle(more, metadata);
  }

  /** This bundle with metadata for one type, such as {@code Map.of("width", 600)}. */
  public MimeBundle withMetadata(String mime, Map<String, ?> values) {
    Map<String, Object> more = new LinkedHashMap<>(metadata);
    more.put(mime, Map.copyOf(values));
    return new MimeBundle(data, more);
  }

  /** MIME type to content, in the order given. */
  public Map<String, Object> data() {
    return data;
  }

  /** MIME type to metadata. */
  public Map<String, Object> metadata() {
    return metadata;
  }

  /** The content of one type, or null. */
  public Object get(String mime) {
    return data.get(mime);
  }

  /** Whether there is nothing to show. */
  public boolean isEmpty() {
    return data.isEmpty();
  }

  @Override
  public String toString() {
    Object text = data.get(TEXT);
    return text == null ? data.keySet().toString() : text.toString();
  }
}
