package dev.henderson.kernel.jshell;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;

/** Finds the class a name in a cell stands for, by the imports of the notebook. */
final class TypeNames {
  /** Where the classes are that notebooks name. */
  private static final List<String> OURS =
      List.of("dev.henderson.stats.", "dev.henderson.kernel.app.");

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

  /** A class that has this simple name all the same. */
  private Optional<Class<?>> notImported(String first, String name) {
    return notImported(first).stream()
        .map(n -> load(n + name.substring(first.length())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The qualified names of classes that have a simple name and are not imported, ours first. */
  List<String> notImported(String simple) {
    Set<String> out = new LinkedHashSet<>();
    if (!Character.isUpperCase(simple.charAt(0))) {
      return List.of();
    }
    QualifiedNames names = java.sourceCodeAnalysis().listQualifiedNames(simple, simple.length());
    if (!names.isResolvable()) {
      // JShell's index of names is not there at once.
      OURS.stream().map(p -> p + simple).filter(n -> load(n).isPresent()).forEach(out::add);
      out.addAll(names.getNames());
    }
    return List.copyOf(out);
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
