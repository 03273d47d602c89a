package dev.henderson.kernel.jshell;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;

/** The methods and types that cells declare: their classes, and the text that declares them. */
public final class CellDeclarations {
  private final JShell java;
  private final ClassLoader loader;

  CellDeclarations(JShell java, ClassLoader loader) {
    this.java = java;
    this.loader = loader;
  }

  /**
   * The class that has what a signature is of: a type of a cell, or, for a method without an owner,
   * the class JShell put around it. Empty for what no cell declares.
   */
  public Optional<Class<?>> owner(Signature signature) {
    String owner = signature.owner();
    if (owner.isEmpty()) {
      boolean method = signature.kind() == Signature.Kind.METHOD;
      return method ? method(signature).flatMap(m -> load(wrapper(m))) : Optional.empty();
    }
    String first = owner.replaceFirst("\\..*", "");
    return active(java.types())
        .filter(t -> t.name().equals(first))
        .findFirst()
        .flatMap(t -> load(wrapper(t) + "$" + owner.replace('.', '$')));
  }

  /** The overload of the same types, else of the same number of parameters. */
  private Optional<MethodSnippet> method(Signature signature) {
    String types = String.join(",", signature.parameters()).replaceAll("\\s", "");
    return active(java.methods())
        .filter(m -> m.name().equals(signature.name()))
        .filter(m -> count(m) == signature.parameters().size())
        .min(Comparator.comparing(m -> !fits(types, m)));
  }

  /** Whether parameters, which may have names after their types, are those of a method. */
  private static boolean fits(String parameters, MethodSnippet method) {
    int at = 0;
    for (String type : method.parameterTypes().split(",")) {
      String plain = type.replaceAll("\\s", "");
      if (!parameters.startsWith(plain, at)) {
        return false;
      }
      int comma = parameters.indexOf(',', at + plain.length());
      at = comma < 0 ? parameters.length() : comma + 1;
    }
    return true;
  }

  private static int count(MethodSnippet method) {
    int depth = 0;
    int commas = 0;
    for (char c : method.parameterTypes().toCharArray()) {
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      commas += c == ',' && depth == 0 ? 1 : 0;
    }
    return method.parameterTypes().isBlank() ? 0 : commas + 1;
  }

  private <S extends DeclarationSnippet> Stream<S> active(Stream<S> snippets) {
    return snippets.filter(s -> java.status(s).isActive());
  }

  /** The qualified name of the class around a snippet; empty while it has none. */
  private String wrapper(DeclarationSnippet snippet) {
    try {
      return java.sourceCodeAnalysis().wrapper(snippet).fullClassName();
    } catch (IllegalArgumentException | NullPointerException withoutClass) {
      // It waits for something else to be declared.
      return "";
    }
  }

  private Optional<Class<?>> load(String name) {
    try {
      return name.isEmpty() ? Optional.empty() : Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  /**
   * The source of the class around a declaration, as a file would have it: what the cell says, its
   * comments included.
   */
  public Optional<String> source(Class<?> wrapper) {
    return active(Stream.concat(java.methods(), java.types()))
        .filter(s -> wrapper(s).equals(wrapper.getName()))
        .findFirst()
        .map(s -> "class " + wrapper.getSimpleName() + " {\n" + s.source() + "\n}\n");
  }
}
