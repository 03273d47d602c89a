package dev.henderson.stats.classical;

/** An analysis of variance that cannot be had, with the reason and what to do instead. */
public final class AovException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With a sentence that says what is wrong and what helps. */
  public AovException(String message) {
    super(message);
  }
}
