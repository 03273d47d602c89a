package dev.henderson.kernel.jshell;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;

/** Finds the class a name in a cell stands for, by the imports of the notebook. */
final class TypeNames {
  private static final String OURS = "dev.henderson.";

  private final JShell java;
  private final ClassLoader loader;

  TypeNames(JShell java, ClassLoader loader) {
    this.java = java;
    this.loader = loader;
  }

  /**
   * A class of a library or the JDK; nothing is initialized.
   *
   * @param name simple, of a nested class after its outer ones, or qualified
   */
  Optional<Class<?>> find(String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    List<ImportSnippet> imports = java.imports().toList();
    for (ImportSnippet i : imports) {
      boolean one = i.subKind() == SubKind.SINGLE_TYPE_IMPORT_SUBKIND;
      if (one && i.name().equals(first)) {
        return load(i.fullname() + name.substring(first.length()));
      }
    }
    if (java.types().anyMatch(t -> t.name().equals(first))) {
      return Optional.empty();
    }
    for (ImportSnippet i : imports) {
      if (i.fullname().endsWith(".*")) {
        Optional<Class<?>> found = load(i.fullname().replaceFirst("\\*$", "") + name);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return load("java.lang." + name).or(() -> load(name)).or(() -> notImported(first, name));
  }

  /** A class that has this simple name all the same; ours first. */
  private Optional<Class<?>> notImported(String first, String name) {
    if (!Character.isUpperCase(first.charAt(0))) {
      return Optional.empty();
    }
    List<String> found =
        qualified(java.sourceCodeAnalysis().listQualifiedNames(first, first.length()));
    return found.stream()
        .map(n -> load(n + name.substring(first.length())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The names of classes that are not imported, ours first. */
  static List<String> qualified(QualifiedNames names) {
    return names.isResolvable()
        ? List.of()
        : names.getNames().stream().sorted(Comparator.comparing(n -> !n.startsWith(OURS))).toList();
  }

  /** A qualified name; which of its dots lead to nested classes is tried out. */
  private Optional<Class<?>> load(String qualified) {
    String name = qualified;
    while (true) {
      try {
        return Optional.of(Class.forName(name, false, loader));
      } catch (ClassNotFoundException | LinkageError e) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
          return Optional.empty();
        }
        name = name.substring(0, dot) + "$" + name.substring(dot + 1);
      }
    }
  }
}
