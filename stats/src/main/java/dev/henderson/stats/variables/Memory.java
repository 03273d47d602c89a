package dev.henderson.stats.variables;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What functions learned from the data a model was made of (means, knots, breaks, levels), kept by
 * the text of their call, so that new data are treated alike.
 */
public final class Memory {
  private final Map<String, Object> learned = new LinkedHashMap<>();
  private boolean closed;

  /** What was learned under this key; learned now where the memory is still open. */
  <T> T recall(String key, Class<T> type, Supplier<T> learn) {
    Object known = learned.get(key);
    if (known == null) {
      if (closed) {
        throw new IllegalStateException("nothing was learned for " + key);
      }
      known = learn.get();
      learned.put(key, known);
    }
    return type.cast(known);
  }

  /** Whether something was learned under this key, or still can be. */
  boolean knows(String key) {
    return !closed || learned.containsKey(key);
  }

  /** From now on nothing is learned any more. */
  public void close() {
    closed = true;
  }
}
