package dev.henderson.stats.classical;

import dev.henderson.stats.text.Notation;
import dev.henderson.stats.text.Prose;
import dev.henderson.stats.text.Written;

/** An analysis of variance that cannot be had, with the reason and what to do instead. */
public final class AovException extends RuntimeException implements Written {
  private static final long serialVersionUID = 1;

  private final transient Prose prose;

  /** With a sentence that says what is wrong and what helps. */
  public AovException(String message) {
    this(Prose.of(message));
  }

  /** With a sentence that says what is wrong and the call that helps. */
  public AovException(Prose prose) {
    super(prose.toString());
    this.prose = prose;
  }

  @Override
  public String in(Notation notation) {
    return prose.in(notation);
  }
}
