package dev.henderson.kernel.jshell;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * Gives variables their values back after a snippet. JShell makes what depends on a changed
 * declaration anew, without running initializers, and leaves out what does not compile any more.
 */
final class KeptValues {
  /** Declares a variable by its type. */
  interface Declaration {
    /**
     * Declares it.
     *
     * @throws IllegalStateException if the value does not fit the type, which leaves the variable
     *     null, or if there is no such type
     */
    void declare(String name, String type, Object value);
  }

  private final JShell java;
  private final SnippetFields fields;

  KeptValues(JShell java, SnippetFields fields) {
    this.java = java;
    this.fields = fields;
  }

  /**
   * Puts values back.
   *
   * @param events what a snippet did
   * @param before what variables held before it; a variable declared anew takes the place of the
   *     old one
   * @return notes about those whose values fit no longer
   */
  List<String> restore(
      List<SnippetEvent> events, Map<VarSnippet, Object> before, Declaration declaration) {
    if (events.stream().allMatch(e -> e.causeSnippet() == null)) {
      // Nothing but the snippet itself was touched.
      return List.of();
    }
    Set<String> made = new LinkedHashSet<>();
    List<String> causes = new ArrayList<>();
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null) {
        causes.add(name(event.snippet()));
      } else if (event.snippet() instanceof VarSnippet v && event.status() != Status.OVERWRITTEN) {
        // One that is overwritten is the user's own new declaration of it.
        made.add(v.name());
      }
    }
    Set<String> nulls = new LinkedHashSet<>();
    for (VarSnippet stranded : List.copyOf(before.keySet())) {
      if (isStranded(stranded)) {
        made.add(stranded.name());
        try {
          declaration.declare(stranded.name(), stranded.typeName(), before.get(stranded));
        } catch (IllegalStateException doesNotFit) {
          nulls.add(stranded.name());
        }
      }
    }
    List<String> notes = new ArrayList<>();
    for (VarSnippet old : List.copyOf(before.keySet())) {
      if (made.contains(old.name())) {
        boolean kept = putBack(old, before) && !nulls.contains(old.name());
        if (!kept) {
          notes.add(note(old.name(), causes));
        }
      }
    }
    return notes;
  }

  /**
   * Whether a variable lost its class: its initializer does not compile again, or needs another
   * variable that lost its own.
   */
  private boolean isStranded(VarSnippet variable) {
    return SnippetFields.isNamed(variable)
        && java.status(variable) == Status.RECOVERABLE_NOT_DEFINED
        && SnippetFields.active(java).noneMatch(v -> v.name().equals(variable.name()));
  }

  /** Sets the variable of that name to its old value, if that fits. */
  private boolean putBack(VarSnippet old, Map<VarSnippet, Object> before) {
    Object value = before.get(old);
    Optional<VarSnippet> now =
        SnippetFields.active(java)
            .filter(v -> v.name().equals(old.name()))
            .reduce((earlier, later) -> later);
    if (now.isPresent() && now.get() != old) {
      before.remove(old);
      before.put(now.get(), value);
    }
    Optional<Field> field = now.flatMap(v -> fields.field(java, v));
    return value == null
        || field.isPresent()
            && (SnippetFields.read(field.get()) == value || SnippetFields.set(field.get(), value));
  }

  private String note(String name, List<String> causes) {
    boolean there = SnippetFields.active(java).anyMatch(v -> v.name().equals(name));
    return "Variable "
        + name
        + (there ? " was reset because " : " cannot be kept because ")
        + String.join(", ", causes)
        + " changed.\n";
  }

  private static String name(Snippet snippet) {
    return snippet instanceof DeclarationSnippet d
        ? d.name()
        : snippet.source().strip().replaceFirst(";$", "");
  }
}
