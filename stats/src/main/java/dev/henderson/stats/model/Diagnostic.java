package dev.henderson.stats.model;

import dev.henderson.stats.text.Prose;
import java.util.Objects;

/**
 * Something a reader of a design, a fit or a test should know: a singular fit, dropped columns,
 * rows left out, how a trap of the formula was read, trouble with convergence. Data, not a log
 * line.
 *
 * @param severity how much it matters
 * @param code a stable key, for programs: {@code singular}, {@code rank-deficient}, {@code
 *     rows-dropped}, {@code not-converged}, {@code implicit-nesting}, ...
 * @param prose what it is, what it means and what helps, in whole sentences
 */
public record Diagnostic(Severity severity, String code, Prose prose) {
  /** How much a diagnostic matters. */
  public enum Severity {
    /** Worth knowing; nothing is wrong. */
    NOTE,
    /** The result may not be what was wanted. */
    WARNING
  }

  /** Checks the parts. */
  public Diagnostic {
    Objects.requireNonNull(severity);
    Objects.requireNonNull(code);
    Objects.requireNonNull(prose);
  }

  /** Something worth knowing. */
  public static Diagnostic note(String code, String message) {
    return note(code, Prose.of(message));
  }

  /** Something worth knowing, with calls that help. */
  public static Diagnostic note(String code, Prose prose) {
    return new Diagnostic(Severity.NOTE, code, prose);
  }

  /** Something that makes the result doubtful. */
  public static Diagnostic warning(String code, String message) {
    return warning(code, Prose.of(message));
  }

  /** Something that makes the result doubtful, with calls that help. */
  public static Diagnostic warning(String code, Prose prose) {
    return new Diagnostic(Severity.WARNING, code, prose);
  }

  /** The same with more behind it. */
  public Diagnostic adding(String more) {
    return new Diagnostic(severity, code, prose.then(more));
  }

  /** What it says, with calls as R writes them. */
  public String message() {
    return prose.toString();
  }
}
