package dev.henderson.kernel.display;

import dev.henderson.kernel.internals.JShellNames;
import dev.henderson.kernel.session.CellInterrupted;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Any object as text: arrays and collections by their elements, however deep, what is too much for
 * a notebook left out. A collection with a text of its own keeps it.
 */
final class ValueText {
  /** Arrays and large collections show this many elements. */
  static final int SHOWN = 100;

  private static final int LAST = 3;
  private static final int WHOLE_COLLECTION = 1000;
  private static final int CHARACTERS = 20_000;
  private static final int DEEPEST = 40;

  private final StringBuilder out = new StringBuilder();
  private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());
  private final int longest;

  private ValueText(int longest) {
    this.longest = longest;
  }

  /** A value as the result of a cell. */
  static String of(Object value) {
    ValueText text = new ValueText(CHARACTERS);
    text.add(value, false);
    return shortened(JShellNames.withoutWrapper(text.out.toString()));
  }

  /** A value inside a table, of at most so many characters; whatever is wrong with it is told. */
  static String within(Object value, int longest) {
    ValueText text = new ValueText(longest);
    text.add(value, true);
    String whole = JShellNames.withoutWrapper(text.out.toString());
    if (whole.length() <= longest) {
      return whole;
    }
    boolean pair = Character.isHighSurrogate(whole.charAt(longest - 2));
    return whole.substring(0, pair ? longest - 2 : longest - 1) + "\u2026";
  }

  /** Whether it is a collection or map whose class says itself how it is written. */
  static boolean hasOwn(Object value) {
    try {
      Class<?> writer = value.getClass().getMethod("toString").getDeclaringClass();
      return !writer.getName().startsWith("java.");
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private boolean isFull() {
    return out.length() > longest;
  }

  private void add(Object value, boolean element) {
    if (value == null) {
      out.append("null");
    } else if (value.getClass().isArray()) {
      around(value, "(this array)", () -> array(value));
    } else if (value instanceof Collection<?> c && !hasOwn(value)) {
      around(value, "(this Collection)", () -> elements(c.iterator(), c.size(), "[", "]"));
    } else if (value instanceof Map<?, ?> m && !hasOwn(value)) {
      around(value, "(this Map)", () -> elements(m.entrySet().iterator(), m.size(), "{", "}"));
    } else {
      out.append(element ? guarded(value) : String.valueOf(value));
    }
  }

  private void around(Object value, String again, Runnable write) {
    if (around.size() >= DEEPEST) {
      out.append("\u2026");
    } else if (around.add(value)) {
      write.run();
      around.remove(value);
    } else {
      out.append(again);
    }
  }

  private void array(Object array) {
    int length = Array.getLength(array);
    out.append('[');
    for (int i = 0; i < length; i++) {
      out.append(i == 0 ? "" : ", ");
      if (isFull()) {
        out.append("...");
        break;
      }
      if (length > SHOWN && i == SHOWN - LAST) {
        out.append("..., ");
        i = length - LAST;
      }
      add(Array.get(array, i), true);
    }
    out.append(length > SHOWN ? "] (" + length + " elements)" : "]");
  }

  private void elements(Iterator<?> elements, int size, String open, String close) {
    int most = size > WHOLE_COLLECTION ? SHOWN : WHOLE_COLLECTION;
    out.append(open);
    for (int i = 0; elements.hasNext(); i++) {
      out.append(i == 0 ? "" : ", ");
      if (i == most || isFull()) {
        out.append(size > i ? String.format("\u2026 %,d more", size - i) : "\u2026");
        break;
      }
      Object element = elements.next();
      if (open.equals("{") && element instanceof Map.Entry<?, ?> entry) {
        add(entry.getKey(), true);
        out.append('=');
        add(entry.getValue(), true);
      } else {
        add(element, true);
      }
    }
    out.append(close);
  }

  private static String guarded(Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException | Error e) {
      return failed(e);
    }
  }

  /** What stands for something that could not be had; an interrupt and a full heap go on. */
  static String failed(Throwable thrown) {
    Throwable e =
        thrown instanceof InvocationTargetException call && call.getCause() != null
            ? call.getCause()
            : thrown;
    boolean ends =
        e instanceof CellInterrupted
            || e instanceof OutOfMemoryError
            || "java.lang.ThreadDeath".equals(e.getClass().getName());
    if (ends) {
      throw (Error) e;
    }
    return "(" + JShellNames.withoutWrapper(e.getClass().getName()) + ")";
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
