package dev.henderson.kernel.jshell;

import dev.henderson.kernel.internals.JShellNames;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/**
 * Objects of a class that was declared anew. Where JShell cannot change the class in place it makes
 * another of the same name, and what a list still holds is then no Color any more.
 */
final class StaleObjects {
  private static final int DEPTH = 3;
  private static final int ELEMENTS = 10_000;

  private final SnippetFields fields;
  private final Map<String, String> current = new HashMap<>();

  StaleObjects(SnippetFields fields) {
    this.fields = fields;
  }

  /**
   * Notes about variables that kept a value through a snippet but may hold objects of a class that
   * the snippet replaced.
   */
  List<String> notes(JShell java, Map<VarSnippet, Object> before) {
    Map<String, String> replaced = replaced(java);
    Map<String, List<String>> holders = new TreeMap<>();
    if (!replaced.isEmpty()) {
      before.forEach(
          (variable, value) -> {
            if (value != null && SnippetFields.isNamed(variable) && holds(java, variable, value)) {
              new Search(replaced)
                  .stale(value, variable.typeName())
                  .ifPresent(
                      t -> holders.computeIfAbsent(t, n -> new ArrayList<>()).add(variable.name()));
            }
          });
    }
    List<String> notes = new ArrayList<>();
    holders.forEach(
        (type, names) ->
            notes.add(
                String.join(", ", names)
                    + " may still hold objects of the old "
                    + type
                    + (names.size() == 1
                        ? ": run the cell that made it again.\n"
                        : ": run the cells that made them again.\n")));
    return notes;
  }

  private boolean holds(JShell java, VarSnippet variable, Object value) {
    return fields.field(java, variable).filter(f -> SnippetFields.read(f) == value).isPresent();
  }

  /** The wrapper class of each type that is another now, to the type's name. */
  private Map<String, String> replaced(JShell java) {
    Map<String, String> out = new HashMap<>();
    for (TypeDeclSnippet type : java.types().filter(t -> java.status(t) == Status.VALID).toList()) {
      String now = java.sourceCodeAnalysis().wrapper(type).fullClassName();
      String old = current.put(type.name(), now);
      if (old != null && !old.equals(now)) {
        out.put(old, type.name());
      }
    }
    return out;
  }

  /** One look at what a variable holds, as deep as it pays. */
  private record Search(Map<String, String> replaced, Set<String> found, int[] seen) {
    Search(Map<String, String> replaced) {
      this(replaced, new HashSet<>(), new int[1]);
    }

    Optional<String> stale(Object value, String type) {
      boolean sure = look(value, 0);
      if (found.isEmpty() && !sure) {
        // What an object hides may be seen from its type only.
        replaced.values().stream()
            .filter(n -> Pattern.compile("\\b" + Pattern.quote(n) + "\\b").matcher(type).find())
            .forEach(found::add);
      }
      return found.stream().sorted().findFirst();
    }

    /** Whether all of it could be seen. */
    private boolean look(Object value, int depth) {
      if (value == null || value.getClass().getName().startsWith("java.lang.")) {
        return true;
      }
      if (depth > DEPTH || seen[0]++ > ELEMENTS) {
        return false;
      }
      Class<?> type = value.getClass();
      if (type.isArray() && type.getComponentType().isPrimitive()) {
        return true;
      }
      if (JShellNames.isSnippetClass(type)) {
        replaced.forEach(
            (wrapper, name) -> {
              if (type.getName().startsWith(wrapper + "$")) {
                found.add(name);
              }
            });
        return false;
      }
      boolean all = true;
      if (type.isArray()) {
        for (int i = 0; i < Array.getLength(value) && seen[0] <= ELEMENTS; i++) {
          all &= look(Array.get(value, i), depth + 1);
        }
        return all && seen[0] <= ELEMENTS;
      }
      if (!type.getName().startsWith("java.util.")) {
        return false;
      }
      if (value instanceof Map<?, ?> map) {
        boolean keys = look(map.keySet(), depth);
        return look(map.values(), depth) && keys;
      }
      if (value instanceof Optional<?> one) {
        return look(one.orElse(null), depth + 1);
      }
      if (!(value instanceof Collection<?> elements)) {
        return false;
      }
      for (Object element : elements) {
        all &= look(element, depth + 1);
        if (seen[0] > ELEMENTS) {
          return false;
        }
      }
      return all;
    }
  }
}
