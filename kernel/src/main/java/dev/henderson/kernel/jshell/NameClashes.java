package dev.henderson.kernel.jshell;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/**
 * A class or variable of the cells and an import of one name. JShell accepts both and then compiles
 * nothing any more, since it imports the cells' declarations as well: the earlier one has to go.
 */
final class NameClashes {
  private final ClassLoader classes;

  NameClashes(ClassLoader classes) {
    this.classes = classes;
  }

  /**
   * What a snippet that was just accepted takes the name of.
   *
   * @return the earlier snippets, to be dropped
   */
  List<Snippet> displaced(JShell java, Snippet accepted) {
    List<Snippet> earlier = new ArrayList<>();
    if (java.status(accepted) == Status.REJECTED) {
      return earlier;
    }
    if (accepted instanceof ImportSnippet one && isSingle(one)) {
      Predicate<Snippet> same = s -> s instanceof DeclarationSnippet d && clash(one, d);
      java.snippets().filter(s -> java.status(s).isActive()).filter(same).forEach(earlier::add);
    } else if (accepted instanceof DeclarationSnippet one) {
      java.imports()
          .filter(i -> java.status(i).isActive() && isSingle(i) && clash(i, one))
          .forEach(earlier::add);
    }
    return earlier;
  }

  /** The note that an earlier snippet has gone. */
  static String note(Snippet earlier, Snippet later) {
    String from = words(earlier);
    String first = Character.toUpperCase(from.charAt(0)) + from.substring(1);
    return first + " gave way to " + words(later) + ".\n";
  }

  private static String words(Snippet snippet) {
    if (snippet instanceof ImportSnippet i) {
      return "the import " + i.fullname();
    }
    String kind = snippet instanceof VarSnippet ? "variable " : "class ";
    return kind + ((DeclarationSnippet) snippet).name();
  }

  private static boolean isSingle(ImportSnippet i) {
    return i.subKind() == SubKind.SINGLE_TYPE_IMPORT_SUBKIND
        || i.subKind() == SubKind.SINGLE_STATIC_IMPORT_SUBKIND;
  }

  private boolean clash(ImportSnippet imported, DeclarationSnippet declared) {
    if (!imported.name().equals(declared.name())) {
      return false;
    }
    if (declared instanceof TypeDeclSnippet) {
      return !imported.isStatic() || hasStatic(imported, Class::getClasses, Class::getSimpleName);
    }
    return declared instanceof VarSnippet
        && imported.isStatic()
        && hasStatic(imported, Class::getFields, Field::getName);
  }

  /** Methods may well have the name of a class or variable. */
  private <T> boolean hasStatic(
      ImportSnippet imported, Function<Class<?>, T[]> members, Function<T, String> name) {
    String full = imported.fullname();
    return owner(full.substring(0, Math.max(full.lastIndexOf('.'), 0)))
        .map(c -> Arrays.stream(members.apply(c)))
        .orElseGet(Stream::empty)
        .anyMatch(m -> name.apply(m).equals(imported.name()) && isStatic(m));
  }

  private static boolean isStatic(Object member) {
    return member instanceof Class<?> c
        ? Modifier.isStatic(c.getModifiers()) || c.isInterface()
        : Modifier.isStatic(((Field) member).getModifiers());
  }

  /** A class by its name in the source. */
  private Optional<Class<?>> owner(String name) {
    String binary = name;
    while (true) {
      try {
        return Optional.of(Class.forName(binary, false, classes));
      } catch (ClassNotFoundException | LinkageError e) {
        int dot = binary.lastIndexOf('.');
        if (dot < 0) {
          return Optional.empty();
        }
        binary = binary.substring(0, dot) + '$' + binary.substring(dot + 1);
      }
    }
  }
}
