package dev.henderson.kernel.cells;

/** The number of the cell that runs, and what errors call the code that runs in it. */
final class RunningCode {
  private int number;
  private String where = "cell";

  /** The same for the innermost code that failed, which a magic's mistake does not tell. */
  private String failedIn = where;

  /** Whether the magic that runs is the last piece of its cell. */
  private boolean atEnd;

  /** Something that runs code with a name of its own, such as a file. */
  interface Named {
    void run() throws Exception;
  }

  /** Something at a place in a cell. */
  interface Piece<T> {
    T run() throws Exception;
  }

  /** A cell begins; it may have no number. */
  void begin(int cell) {
    number = cell;
    where = number > 0 ? "cell [" + number + "]" : "cell";
    failedIn = where;
  }

  int number() {
    return number;
  }

  String where() {
    return where;
  }

  String failedIn() {
    return failedIn;
  }

  boolean isAtEnd() {
    return atEnd;
  }

  /** Runs code that errors call by another name. */
  void named(String name, Named code) throws Exception {
    String outer = where;
    where = name;
    failedIn = name;
    try {
      code.run();
      failedIn = outer;
    } finally {
      where = outer;
    }
  }

  /** Runs a piece that is the last of its cell, or is not. */
  <T> T piece(boolean last, Piece<T> piece) throws Exception {
    boolean outer = atEnd;
    atEnd = last;
    try {
      return piece.run();
    } finally {
      atEnd = outer;
    }
  }
}
