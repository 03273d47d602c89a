package dev.henderson.stats.formula;

/**
 * A remark on how a text was read: nothing is wrong, but a reader may have meant something else.
 *
 * @param code a stable key, for programs
 * @param message one sentence
 * @param span the place it is about
 */
public record FormulaNote(String code, String message, Span span) {}
