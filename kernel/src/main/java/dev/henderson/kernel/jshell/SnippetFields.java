package dev.henderson.kernel.jshell;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
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

  /**
   * JShell gives dependants of a changed declaration a new class without running their
   * initializers: their values are put back where the type still fits.
   */
  List<String> restore(JShell java, List<SnippetEvent> events, Map<VarSnippet, Object> before) {
    List<String> notes = new ArrayList<>();
    Map<VarSnippet, SnippetEvent> last = new LinkedHashMap<>();
    for (SnippetEvent event : events) {
      // One that is overwritten is the user's own new declaration of it.
      if (event.causeSnippet() != null
          && event.snippet() instanceof VarSnippet variable
          && event.status() != Status.OVERWRITTEN) {
        last.put(variable, event);
      }
    }
    for (Map.Entry<VarSnippet, SnippetEvent> entry : last.entrySet()) {
      VarSnippet variable = entry.getKey();
      SnippetEvent event = entry.getValue();
      Object old = before.get(variable);
      Optional<Field> field =
          event.status() == Status.VALID ? field(java, variable) : Optional.empty();
      boolean kept = old == null || (field.isPresent() && putBack(field.get(), old));
      if (!kept) {
        String cause = name(event.causeSnippet());
        notes.add("Variable " + variable.name() + " was reset because " + cause + " changed.\n");
      }
    }
    return notes;
  }

  /**
   * Variables that a changed declaration left without a class though nothing they need is missing:
   * the initializer of a {@code var} does not compile again, having JShell's old type.
   */
  static List<VarSnippet> stranded(JShell java, Map<VarSnippet, Object> before) {
    return before.keySet().stream()
        .filter(SnippetFields::isNamed)
        .filter(v -> java.status(v) == Status.RECOVERABLE_NOT_DEFINED)
        .filter(v -> java.unresolvedDependencies(v).findAny().isEmpty())
        .toList();
  }

  private static boolean putBack(Field field, Object old) {
    return read(field) == old || set(field, old);
  }

  private static String name(Snippet snippet) {
    return snippet instanceof DeclarationSnippet d
        ? d.name()
        : snippet.source().strip().replaceFirst(";$", "");
  }
}
