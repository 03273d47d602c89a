package dev.henderson.kernel.display;

import java.lang.reflect.Array;
import java.util.StringJoiner;

/** An array as text: its elements, the middle of a long one left out. */
final class ArrayText {
  private static final int SHOWN = 100;
  private static final int LAST = 3;

  private ArrayText() {}

  static String of(Object array) {
    int length = Array.getLength(array);
    String close = length > SHOWN ? "] (" + length + " elements)" : "]";
    StringJoiner text = new StringJoiner(", ", "[", close);
    for (int i = 0; i < length; i++) {
      if (length > SHOWN && i == SHOWN - LAST) {
        text.add("...");
        i = length - LAST;
      }
      Object element = Array.get(array, i);
      boolean nested = element != null && element.getClass().isArray();
      text.add(nested ? of(element) : String.valueOf(element));
    }
    return text.toString();
  }
}
