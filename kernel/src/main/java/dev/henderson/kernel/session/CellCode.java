package dev.henderson.kernel.session;

/** Code of a cell that was compiled to be run later, as often as is said. */
@FunctionalInterface
public interface CellCode {
  /**
   * Runs it.
   *
   * @return whatever the code around that of the cell gives, such as a time
   * @throws Throwable what the code of the cell throws
   */
  long run(long times) throws Throwable;
}
