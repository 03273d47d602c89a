package dev.henderson.stats.frame;

/**
 * Hears how far the reading of a text has come, now and then; may end it with a {@code
 * CancellationException}.
 */
@FunctionalInterface
public interface ReadingProgress {
  /** Says nothing and never ends the reading. */
  ReadingProgress SILENT = (done, total) -> {};

  /**
   * The reading has come this far.
   *
   * @param done how much of the work is done; 0 while the text is being fetched
   * @param total all of it, in the same unit
   */
  void reached(long done, long total);
}
