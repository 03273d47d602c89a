package dev.henderson.kernel.jshell;

import java.util.Optional;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;

/**
 * The canonical constructor of a record in a cell. JShell makes the record public, and Java then
 * wants the constructor public as well, which the user had no reason to write.
 */
final class RecordConstructor {
  private static final String CODE = "compiler.err.invalid.canonical.constructor.in.record";

  private RecordConstructor() {}

  /** The snippet with its constructor public, if it was rejected for that alone. */
  static Optional<SnippetText> opened(JShell java, SnippetEvent event, SnippetText snippet) {
    boolean rejected =
        event.status() == Status.REJECTED
            && event.snippet().subKind() == SubKind.RECORD_SUBKIND
            && snippet.added().isEmpty();
    if (!rejected) {
      return Optional.empty();
    }
    String name = ((TypeDeclSnippet) event.snippet()).name();
    return java.diagnostics(event.snippet())
        .filter(d -> CODE.equals(d.getCode()) && isOpen(snippet.text(), d, name))
        .findFirst()
        .map(d -> snippet.with("public ", (int) d.getPosition()));
  }

  /** Whether the constructor begins there, and no word says that it is closed. */
  private static boolean isOpen(String text, Diag diag, String name) {
    int at = (int) diag.getPosition();
    int start = (int) Math.max(0, Math.min(diag.getStartPosition(), at));
    String modifiers = at < 0 || at > text.length() ? "public" : text.substring(start, at);
    return !modifiers.matches("(?s).*\\b(public|protected|private)\\b.*")
        && text.startsWith(name, at);
  }
}
