package dev.henderson.stats.text;

/** Something for a reader that depends on how calls are written where it is read. */
@FunctionalInterface
public interface Written {
  /** The text, with its calls in a notation. */
  String in(Notation notation);
}
