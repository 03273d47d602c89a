package dev.henderson.kernel.session;

import dev.henderson.kernel.internals.JShellNames;
import java.lang.reflect.Modifier;
import java.util.Collections;

/** The Java source name of the narrowest type of a value that a cell can write down. */
final class JavaTypes {
  private JavaTypes() {}

  static String of(Object value) {
    return value == null ? "java.lang.Object" : of(value.getClass());
  }

  /**
   * The class itself if it is public and named, else the nearest public superclass, else the first
   * public interface, else Object; type parameters become wildcards.
   */
  static String of(Class<?> type) {
    if (type.isArray()) {
      return of(type.getComponentType()) + "[]";
    }
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (denotable(c)) {
        return source(c);
      }
      for (Class<?> i : c.getInterfaces()) {
        if (denotable(i) && (c.getSuperclass() == null || c.getSuperclass() == Object.class)) {
          return source(i);
        }
      }
    }
    return "java.lang.Object";
  }

  private static boolean denotable(Class<?> type) {
    if (type.isPrimitive()) {
      return true;
    }
    for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
      if (!Modifier.isPublic(c.getModifiers()) || c.isAnonymousClass() || c.isLocalClass()) {
        return false;
      }
    }
    return type.isInterface() || !type.isHidden()
        ? type.getModule().isExported(type.getPackageName())
        : false;
  }

  private static String source(Class<?> type) {
    String name = type.getCanonicalName();
    if (JShellNames.isSnippetClass(type)) {
      name = JShellNames.sourceName(type);
    }
    int parameters = type.getTypeParameters().length;
    return parameters == 0
        ? name
        : name + "<" + String.join(", ", Collections.nCopies(parameters, "?")) + ">";
  }
}
