package dev.henderson.kernel.assist;

import dev.henderson.kernel.protocol.Completions.Item;

/**
 * Something that can stand at a place in the arguments of a magic.
 *
 * @param kind what it is
 * @param item how completion shows it
 * @param table the table of a column; else empty
 */
record Offer(Kind kind, Item item, String table) {
  /** What can stand in the arguments of a magic. */
  enum Kind {
    /** The name of an option, with its equals sign. */
    OPTION,
    /** A word that an option or the magic itself takes. */
    VALUE,
    /** A column of a table. */
    COLUMN,
    /** A function of formulas, with its opening bracket. */
    FUNCTION,
    /** A table. */
    TABLE,
    /** A fit. */
    FIT,
    /** A variable of Java. */
    VARIABLE,
    /** A file or folder. */
    FILE
  }

  Offer(Kind kind, String text, String type, String signature) {
    this(kind, new Item(text, type, signature), "");
  }

  /** The bare name of what is offered, without quotes, bracket and equals sign. */
  String name() {
    String text = item.text();
    return switch (kind) {
      case OPTION -> text.replaceFirst(" = $", "");
      case FUNCTION -> text.replaceFirst("\\($", "");
      case COLUMN -> text.replace("`", "");
      default -> text;
    };
  }
}
