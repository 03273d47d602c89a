package dev.henderson.stats.model;

/**
 * Something a reader of a result should know: a singular fit, dropped columns, rows left out,
 * trouble with convergence. Data, not a log line.
 *
 * @param severity how much it matters
 * @param code a stable key, for programs: {@code singular}, {@code rank-deficient}, {@code
 *     rows-dropped}, {@code not-converged}, ...
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
}
