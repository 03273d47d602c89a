package dev.henderson.stats.design;

/**
 * Something a reader of a design should know: rows left out, columns dropped, how a trap was read.
 *
 * @param code a stable key, for programs: {@code rows-dropped}, {@code rank-deficient}, {@code
 *     double-bar-factor}, ...
 * @param message whole sentences
 */
public record DesignNote(String code, String message) {}
