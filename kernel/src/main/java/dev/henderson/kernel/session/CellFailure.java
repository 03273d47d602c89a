package dev.henderson.kernel.session;

import java.util.List;

/** A cell ended in an error: what a front end shows of it. */
public final class CellFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final transient List<String> traceback;

  /**
   * A failure.
   *
   * @param name the kind, such as {@code ArithmeticException}
   * @param message one sentence
   * @param traceback the lines to show, with ANSI colours
   * @param cause the Throwable of the cell, or null
   */
  public CellFailure(String name, String message, List<String> traceback, Throwable cause) {
    super(message, cause);
    this.name = name;
    this.traceback = List.copyOf(traceback);
  }

  /** The kind of error. */
  public String name() {
    return name;
  }

  /** The lines to show, with ANSI colours. */
  public List<String> traceback() {
    return traceback;
  }
}
