package dev.henderson.kernel.internals;

import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/** The classes that JShell puts around snippets. */
public final class SnippetWrappers {
  private SnippetWrappers() {}

  /** The class around a snippet; empty for an import, and for what waits for a declaration. */
  public static Optional<SnippetWrapper> of(JShell java, Snippet snippet) {
    try {
      SnippetWrapper wrapper = java.sourceCodeAnalysis().wrapper(snippet);
      // It looks for the class only when it is asked.
      return wrapper.fullClassName() == null ? Optional.empty() : Optional.of(wrapper);
    } catch (IllegalArgumentException | NullPointerException withoutClass) {
      return Optional.empty();
    }
  }
}
