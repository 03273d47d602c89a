package dev.henderson.kernel.display;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Arrays, collections and long texts as text, what is too much for a notebook left out. */
final class ArrayText {
  private static final int SHOWN = 100;
  private static final int LAST = 3;
  private static final int WHOLE_COLLECTION = 1000;
  private static final int CHARACTERS = 20_000;

  private ArrayText() {}

  /** An array: its elements, the middle of a long one left out. */
  static String of(Object array) {
    return shortened(of(array, Collections.newSetFromMap(new IdentityHashMap<>())));
  }

  private static String of(Object array, Set<Object> around) {
    int length = Array.getLength(array);
    around.add(array);
    String close = length > SHOWN ? "] (" + length + " elements)" : "]";
    StringJoiner text = new StringJoiner(", ", "[", close);
    for (int i = 0; i < length; i++) {
      if (length > SHOWN && i == SHOWN - LAST) {
        text.add("...");
        i = length - LAST;
      }
      Object element = Array.get(array, i);
      boolean nested = element != null && element.getClass().isArray();
      if (nested && around.contains(element)) {
        text.add("(this array)");
      } else {
        text.add(nested ? of(element, around) : String.valueOf(element));
      }
    }
    around.remove(array);
    return text.toString();
  }

  /** Whether it is a collection of the JDK with more elements than are read. */
  static boolean isLarge(Object value) {
    boolean ofTheJdk = value.getClass().getName().startsWith("java.util.");
    return ofTheJdk
        && (value instanceof Collection<?> c && c.size() > WHOLE_COLLECTION
            || value instanceof Map<?, ?> m && m.size() > WHOLE_COLLECTION);
  }

  /** Any other object: its own text, cut where it is long. */
  static String ofObject(Object value) {
    if (isLarge(value) && value instanceof Collection<?> c) {
      return shortened(first(c.iterator(), c.size(), "[", "]"));
    }
    if (isLarge(value) && value instanceof Map<?, ?> m) {
      return shortened(first(m.entrySet().iterator(), m.size(), "{", "}"));
    }
    return shortened(String.valueOf(value));
  }

  private static String first(Iterator<?> elements, int size, String open, String close) {
    StringJoiner text = new StringJoiner(", ", open, close);
    for (int i = 0; i < SHOWN && elements.hasNext(); i++) {
      text.add(String.valueOf(elements.next()));
    }
    return text.add(String.format("\u2026 %,d more", size - SHOWN)).toString();
  }

  /** A text of a length that a notebook can hold; {@code System.out.println} prints all of it. */
  static String shortened(String text) {
    if (text.length() <= CHARACTERS) {
      return text;
    }
    boolean pair = Character.isHighSurrogate(text.charAt(CHARACTERS - 1));
    int end = pair ? CHARACTERS - 1 : CHARACTERS;
    String rest = String.format("\u2026 %,d more characters", text.length() - end);
    return text.substring(0, end) + rest + "; System.out.println prints all of them";
  }
}
