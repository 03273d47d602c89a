package dev.henderson.kernel.magic;

import java.util.Optional;

/**
 * A mistake of the user's in a magic: what is wrong, where, and what to write instead. The kernel
 * shows the line of the cell with a caret under the place, then the message, then the suggestion;
 * no stack trace.
 */
public final class MagicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient MagicCall call;
  private final int start;
  private final int end;
  private final boolean placed;
  private final String code;
  private final String suggestion;

  private MagicException(
      MagicCall call,
      int start,
      int end,
      boolean placed,
      String message,
      String code,
      String suggestion,
      Throwable cause) {
    super(message, cause);
    this.call = call;
    this.start = start;
    this.end = end;
    this.placed = placed;
    this.code = code;
    this.suggestion = suggestion;
  }

  static MagicException in(MagicCall call, int start, int end, boolean placed, String message) {
    int from = call.argumentOffset() + start;
    int to = call.argumentOffset() + Math.max(end, start + 1);
    return new MagicException(call, from, to, placed, message, "usage", null, null);
  }

  /** The same mistake with what to write instead. */
  public MagicException suggesting(String text) {
    return new MagicException(call, start, end, placed, getMessage(), code, text, getCause());
  }

  /** The same mistake with a code for programs, such as {@code unknown-variable}. */
  public MagicException coded(String newCode) {
    return new MagicException(
        call, start, end, placed, getMessage(), newCode, suggestion, getCause());
  }

  /** The same mistake, caused by another. */
  public MagicException causedBy(Throwable cause) {
    return new MagicException(call, start, end, placed, getMessage(), code, suggestion, cause);
  }

  /** The call it happened in. */
  public MagicCall call() {
    return call;
  }

  /** Whether there is a place to underline. */
  public boolean hasPlace() {
    return placed;
  }

  /** First character of the cell to underline. */
  public int start() {
    return start;
  }

  /** One past the last character of the cell to underline. */
  public int end() {
    return end;
  }

  /** A word for programs: {@code usage} unless the magic says more. */
  public String code() {
    return code;
  }

  /** What to write instead. */
  public Optional<String> suggestion() {
    return Optional.ofNullable(suggestion);
  }
}
