package dev.henderson.stats.structure;

/**
 * Something about a study's design that its reader should know.
 *
 * @param code a stable key, for programs: {@code implicit-nesting}, {@code empty-cells}, ...
 * @param message whole sentences
 */
public record Finding(String code, String message) {}
