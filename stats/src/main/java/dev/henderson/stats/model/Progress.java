package dev.henderson.stats.model;

/**
 * Hears how far a long computation has come: evaluations of a criterion, replicates fitted, groups
 * left out, a text being read. It may be called by several threads at once and should return at
 * once.
 */
@FunctionalInterface
public interface Progress {
  /** Says nothing. */
  Progress SILENT = (done, total) -> {};

  /**
   * A further step is done.
   *
   * @param done how many steps are; 0 where none is yet
   * @param total how many there will be; 0 if nobody knows
   */
  void reached(long done, long total);

  /** This one, which ends the computation where that is wished. */
  default Progress until(Cancellation cancellation) {
    return (done, total) -> {
      cancellation.check();
      reached(done, total);
    };
  }
}
