package dev.henderson.kernel.session;

import dev.henderson.stats.model.Progress;

/** What a running magic can do to the cell it runs in. */
public interface Front {
  /** A front that shows nothing and runs nothing: for trying a magic out in a test. */
  Front NONE =
      new Front() {
        @Override
        public void print(String stream, String text) {
          // Nobody listens.
        }

        @Override
        public Progress progress(String title) {
          return Progress.SILENT;
        }

        @Override
        public void run(String code) {
          throw new UnsupportedOperationException("There is no notebook around this session.");
        }
      };

  /**
   * Prints.
   *
   * @param stream {@code stdout} or {@code stderr}
   */
  void print(String stream, String text);

  /**
   * A bar for work that may take long. It is shown once the work has taken a while, grows in its
   * place, and goes away when the magic ends.
   *
   * @param title what is being done, in a word or two
   */
  Progress progress(String title);

  /**
   * Runs Java and magics as a cell of their own, shown where this cell shows.
   *
   * @throws Exception whatever the code ends in
   */
  void run(String code) throws Exception;

  /**
   * The same for code that has a name, which errors then tell.
   *
   * @param name such as the name of a file
   * @throws Exception whatever the code ends in
   */
  default void run(String code, String name) throws Exception {
    run(code);
  }

  /**
   * Runs a stretch of the running cell, Java and magics, as if it stood where the magic stands:
   * what it ends with is the result of the cell, if the magic is the last piece of it.
   *
   * @throws Exception whatever the code ends in
   */
  default void run(String cell, int start, int end) throws Exception {
    run(cell.substring(start, end));
  }

  /** What errors call the code that runs now, such as {@code cell [3]}. */
  default String where() {
    return "cell";
  }
}
