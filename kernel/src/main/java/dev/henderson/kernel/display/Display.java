package dev.henderson.kernel.display;

import java.util.Map;

/**
 * How objects of one class are shown.
 *
 * @param <T> the class it is registered for
 */
@FunctionalInterface
public interface Display<T> {
  /**
   * The bundle for a value.
   *
   * @param value never null
   * @param config the notebook's settings ({@code %config}), such as {@code pictures = svg}
   */
  MimeBundle show(T value, Map<String, String> config);
}
