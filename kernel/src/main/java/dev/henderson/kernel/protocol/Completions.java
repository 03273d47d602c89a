package dev.henderson.kernel.protocol;

import java.util.List;

/**
 * What could stand at the cursor.
 *
 * @param start first UTF-16 index that a match replaces
 * @param end one past the last
 * @param items best first
 */
public record Completions(int start, int end, List<Item> items) {
  /**
   * One match.
   *
   * @param text what is inserted
   * @param type a word a front end has an icon for: function, class, instance, keyword, magic
   * @param signature parameters or a short description; may be empty
   */
  public record Item(String text, String type, String signature) {}

  /** Copies the items. */
  public Completions {
    items = List.copyOf(items);
  }
}
