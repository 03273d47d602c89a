package dev.henderson.kernel.protocol;

/** Frames that are not a message of ours: to be dropped and logged, never to end a loop. */
final class BadMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  BadMessageException(String message) {
    super(message, null, false, false);
  }
}
