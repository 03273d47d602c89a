package dev.henderson.kernel.internals;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for what JShell keeps to itself, by name, and notes in one line each what this JDK does not
 * have. Whatever is looked for in something missing is null, without a line of its own.
 */
final class Inside {
  private final String without;
  private final List<String> missing = new ArrayList<>();

  /**
   * Nothing is looked for yet.
   *
   * @param without what does not work where something is missing, such as "forgetting is off"
   */
  Inside(String without) {
    this.without = without;
  }

  /** What is missing, a sentence each. */
  List<String> missing() {
    return List.copyOf(missing);
  }

  /** The value of a field of an object; null if there is none of that name and type. */
  <T> T read(Object owner, String name, Class<T> type) {
    Field field = owner == null ? null : field(owner.getClass(), name, type);
    try {
      return field == null ? null : type.cast(field.get(owner));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A field of a class; null if there is none of that name and type. */
  Field field(Class<?> owner, String name, Class<?> type) {
    try {
      Field field = owner.getDeclaredField(name);
      if (!type.isAssignableFrom(field.getType())) {
        lacks(owner, "field '" + name + "' that is a " + type.getSimpleName());
        return null;
      }
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException | RuntimeException otherJdk) {
      lacks(owner, "field '" + name + "'");
      return null;
    }
  }

  /** A method of an object's class that takes nothing; null if there is none of that name. */
  Method method(Object owner, String name) {
    if (owner == null) {
      return null;
    }
    try {
      Method method = owner.getClass().getDeclaredMethod(name);
      method.setAccessible(true);
      return method;
    } catch (ReflectiveOperationException | RuntimeException otherJdk) {
      lacks(owner.getClass(), "method '" + name + "()'");
      return null;
    }
  }

  private void lacks(Class<?> owner, String what) {
    missing.add(
        "JShell's "
            + owner.getSimpleName()
            + " has no "
            + what
            + " that can be reached on JDK "
            + Runtime.version().feature()
            + ": "
            + without
            + ".");
  }
}
