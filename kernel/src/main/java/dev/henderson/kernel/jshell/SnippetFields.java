package dev.henderson.kernel.jshell;

import dev.henderson.kernel.jshell.execution.SnippetControl;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.VarSnippet;

/** The objects behind JShell's variables, read and written in their fields. */
final class SnippetFields {
  private final SnippetControl control;

  SnippetFields(SnippetControl control) {
    this.control = control;
  }

  /** The variables that can be used. */
  static Stream<VarSnippet> active(JShell java) {
    return java.variables().filter(v -> java.status(v) == Status.VALID);
  }

  /** The static field behind a variable; empty if it has none now. */
  Optional<Field> field(JShell java, VarSnippet variable) {
    if (java.status(variable) != Status.VALID) {
      return Optional.empty();
    }
    control.clear();
    java.varValue(variable);
    return control.field();
  }

  /** What a field holds. */
  static Object read(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets the field unless the value does not fit its type. */
  static boolean set(Field field, Object value) {
    if (value == null && field.getType().isPrimitive()) {
      return true;
    }
    try {
      field.set(null, value);
      return true;
    } catch (IllegalAccessException | IllegalArgumentException e) {
      return false;
    }
  }

  /** The variables the user named. */
  static Stream<VarSnippet> named(JShell java) {
    return active(java).filter(SnippetFields::isNamed);
  }

  /** Whether the user gave the variable its name. */
  static boolean isNamed(VarSnippet variable) {
    return variable.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  /** What every variable holds before a snippet runs, so that nothing is lost by it. */
  Map<VarSnippet, Object> held(JShell java) {
    Map<VarSnippet, Object> out = new LinkedHashMap<>();
    active(java).forEach(v -> field(java, v).ifPresent(f -> out.put(v, read(f))));
    return out;
  }
}
