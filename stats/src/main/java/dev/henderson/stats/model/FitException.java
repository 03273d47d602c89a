package dev.henderson.stats.model;

/** A mixed model that cannot be fitted to its data; the message says why and what to do. */
public class FitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, where, and what to do instead
   */
  public FitException(String message) {
    super(message);
  }
}
