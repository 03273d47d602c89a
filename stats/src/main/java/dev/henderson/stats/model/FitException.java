package dev.henderson.stats.model;

import dev.henderson.stats.text.Notation;
import dev.henderson.stats.text.Prose;
import dev.henderson.stats.text.Written;

/** A mixed model that cannot be fitted to its data; the message says why and what to do. */
public class FitException extends RuntimeException implements Written {
  private static final long serialVersionUID = 1L;

  private final transient Prose prose;

  /**
   * @param message what is wrong, where, and what to do instead
   */
  public FitException(String message) {
    this(Prose.of(message));
  }

  /**
   * @param prose what is wrong, where, and the call that does it instead
   */
  public FitException(Prose prose) {
    super(prose.toString());
    this.prose = prose;
  }

  @Override
  public String in(Notation notation) {
    return prose.in(notation);
  }
}
