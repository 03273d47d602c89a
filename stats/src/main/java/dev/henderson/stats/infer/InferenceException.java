package dev.henderson.stats.infer;

/** A test or interval that a fit cannot give; the message says why and what to do instead. */
public final class InferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong and what to do. */
  public InferenceException(String message) {
    super(message);
  }
}
