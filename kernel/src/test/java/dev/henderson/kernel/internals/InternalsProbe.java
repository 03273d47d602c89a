package dev.henderson.kernel.internals;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.VarSnippet;

/**
 * What the running JDK lacks of its internals, a line each. A program of its own, because only a
 * JVM that was started with a jar like henderson.jar has the instrumentation.
 */
final class InternalsProbe {
  private InternalsProbe() {}

  /** Something that is redefined by its own bytecode. */
  static final class Redefined {}

  public static void main(String[] arguments) throws IOException {
    try (JShell java = JShell.builder().executionEngine("local").build()) {
      Internals internals = Internals.of(java);
      internals.missing().forEach(System.out::println);
      redefine().ifPresent(why -> System.out.println("Redefining a class failed: " + why));
      java.eval("int i = 1;");
      VarSnippet variable = java.variables().findFirst().orElseThrow();
      String wrapper =
          SnippetWrappers.of(java, variable).map(SnippetWrapper::fullClassName).orElse("none");
      if (!wrapper.matches("REPL\\.\\$JShell\\$\\d+[A-Z]*")) {
        System.out.println("JShell calls the class around a snippet " + wrapper);
      }
      internals.memory().ifPresent(memory -> forget(java, memory, variable));
      internals.index().begin();
    }
  }

  private static Optional<String> redefine() throws IOException {
    String name = Redefined.class.getName().replaceFirst(".*\\.", "") + ".class";
    try (InputStream bytecode = InternalsProbe.class.getResourceAsStream(name)) {
      return Redefinition.redefine(Redefined.class, bytecode.readAllBytes());
    }
  }

  private static void forget(JShell java, SnippetMemory memory, Snippet kept) {
    java.eval("if (i > 2) { i = 3; }");
    java.eval("nonsense");
    for (int i = 0; i < SnippetMemory.RENEWED_EACH_TIMES; i++) {
      memory.forget();
    }
    long left = java.snippets().filter(s -> !s.equals(kept)).count();
    if (left > 0) {
      System.out.println("JShell still has " + left + " snippets that should be forgotten");
    }
    if (!"2".equals(java.eval("i + 1").get(0).value())) {
      System.out.println("JShell has forgotten a variable, or does not compile any more");
    }
  }
}
