package dev.henderson.stats.model;

/**
 * Something a reader of a design, a fit or a test should know: a singular fit, dropped columns,
 * rows left out, how a trap of the formula was read, trouble with convergence. Data, not a log
 * line.
 *
 * @param severity how much it matters
 * @param code a stable key, for programs: {@code singular}, {@code rank-deficient}, {@code
 *     rows-dropped}, {@code not-converged}, {@code implicit-nesting}, ...
 * @param message what it is and what it means, in whole sentences
 */
public record Diagnostic(Severity severity, String code, String message) {
  /** How much a diagnostic matters. */
  public enum Severity {
    /** Worth knowing; nothing is wrong. */
    NOTE,
    /** The result may not be what was wanted. */
    WARNING
  }

  /** Something worth knowing. */
  public static Diagnostic note(String code, String message) {
    return new Diagnostic(Severity.NOTE, code, message);
  }

  /** Something that makes the result doubtful. */
  public static Diagnostic warning(String code, String message) {
    return new Diagnostic(Severity.WARNING, code, message);
  }

  /** The same with another message. */
  public Diagnostic saying(String other) {
    return new Diagnostic(severity, code, other);
  }
}
