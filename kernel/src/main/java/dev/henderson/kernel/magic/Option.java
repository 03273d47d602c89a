package dev.henderson.kernel.magic;

import java.util.List;

/**
 * One {@code name = value} of a magic.
 *
 * @param name as it is written
 * @param takes what its value is
 * @param words the values there are, for an option that takes one of a few words
 * @param example how it is written in the help; empty for one that is understood but not advertised
 * @param what what it does, lines separated by line breaks
 */
public record Option(String name, Takes takes, List<String> words, String example, String what) {
  /** What the value of an option is. */
  public enum Takes {
    /** The name of a table. */
    TABLE,
    /** A column of the table, or an expression of columns. */
    COLUMNS,
    /** The name of a fit. */
    FIT,
    /** TRUE or FALSE. */
    BOOLEAN,
    /** One of the words. */
    WORD,
    /** Anything else: a number, a text, a list. */
    VALUE
  }

  /** Copies the words. */
  public Option {
    words = List.copyOf(words);
  }

  /** An option that is understood but not advertised, such as R's other name of it. */
  public static Option of(String name, Takes takes) {
    return new Option(name, takes, List.of(), "", "");
  }

  /** An option that takes anything. */
  public static Option of(String name) {
    return of(name, Takes.VALUE);
  }

  /** An option that takes one of a few words. */
  public static Option word(String name, String... words) {
    return new Option(name, Takes.WORD, List.of(words), "", "");
  }

  /** The same, advertised in the help. */
  public Option shown(String newExample, String newWhat) {
    return new Option(name, takes, words, newExample, newWhat);
  }

  /** Whether the help tells of it. */
  public boolean isShown() {
    return !example.isEmpty();
  }
}
