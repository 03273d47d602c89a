package dev.henderson.kernel.jshell;

import dev.henderson.kernel.internals.SnippetWrappers;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

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
    List<String> parameters = signature.parameters();
    return active(java.methods())
        .filter(m -> m.name().equals(signature.name()))
        .filter(m -> types(m).size() == parameters.size())
        .min(Comparator.comparing(m -> !fits(parameters, types(m))));
  }

  private static List<String> types(MethodSnippet method) {
    return Signature.split(method.parameterTypes());
  }

  /** Whether parameters, which may have names after their types, are of these types. */
  private static boolean fits(List<String> parameters, List<String> types) {
    return IntStream.range(0, types.size())
        .allMatch(i -> withoutBlanks(parameters.get(i)).startsWith(withoutBlanks(types.get(i))));
  }

  private static String withoutBlanks(String type) {
    return type.replaceAll("\\s", "");
  }

  private <S extends DeclarationSnippet> Stream<S> active(Stream<S> snippets) {
    return snippets.filter(s -> java.status(s).isActive());
  }

  /** The qualified name of the class around a snippet; empty while it has none. */
  private String wrapper(DeclarationSnippet snippet) {
    return SnippetWrappers.of(java, snippet).map(SnippetWrapper::fullClassName).orElse("");
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
