package dev.henderson.stats.model;

/**
 * Hears how far a long computation has come: replicates fitted, groups left out, parameters
 * profiled. It may be called by several threads at once and should return at once.
 */
@FunctionalInterface
public interface Progress {
  /** Says nothing. */
  Progress SILENT = (done, total) -> {};

  /**
   * A further step is done.
   *
   * @param done how many steps are, from 1
   * @param total how many there will be; 0 if nobody knows
   */
  void reached(long done, long total);
}
