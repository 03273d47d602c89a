package dev.henderson.stats.model;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The wish that a long computation end, looked at between blocks of work: a few milliseconds of it,
 * so that an interrupt is followed at once and looking costs nothing. Several threads may ask at
 * once.
 */
@FunctionalInterface
public interface Cancellation {
  /** Nobody wishes it. */
  Cancellation NEVER = () -> false;

  /** Whether the end is wished. */
  boolean isRequested();

  /**
   * Goes on unless the end is wished.
   *
   * @throws CancellationException if it is
   */
  default void check() {
    if (isRequested()) {
      throw new CancellationException("The computation was interrupted.");
    }
  }

  /**
   * Runs the parts of some work, in any order. Where the end is wished no further part begins, and
   * none is running any more when this returns: whoever goes on with the same arrays has them for
   * himself.
   *
   * @param part may check as well, where it is long
   * @param parallel whether to share the parts among the processors
   * @throws CancellationException if some part was not run
   */
  default void run(int parts, boolean parallel, IntConsumer part) {
    AtomicBoolean left = new AtomicBoolean();
    IntStream all = IntStream.range(0, parts);
    (parallel ? all.parallel() : all)
        .forEach(
            p -> {
              if (isRequested()) {
                left.set(true);
              } else if (!left.get()) {
                try {
                  part.accept(p);
                } catch (CancellationException e) {
                  left.set(true);
                }
              }
            });
    if (left.get()) {
      throw new CancellationException("The computation was interrupted.");
    }
  }
}
