package dev.henderson.stats.linalg;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The wish that a long computation end, looked at between blocks of work: a few milliseconds of it,
 * so that an interrupt is followed at once and looking costs nothing.
 */
public final class Cancellation {
  /** Nobody wishes it. */
  public static final Cancellation NEVER = new Cancellation(() -> false);

  private final BooleanSupplier wished;

  /** The wish as a flag says it; the flag may be asked by several threads at once. */
  public Cancellation(BooleanSupplier wished) {
    this.wished = wished;
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
  public void run(int parts, boolean parallel, IntConsumer part) {
    AtomicBoolean left = new AtomicBoolean();
    IntStream all = IntStream.range(0, parts);
    (parallel ? all.parallel() : all)
        .forEach(
            p -> {
              if (wished.getAsBoolean()) {
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
      throw interrupted();
    }
  }

  /**
   * Goes on unless the end is wished.
   *
   * @throws CancellationException if it is
   */
  public void check() {
    if (wished.getAsBoolean()) {
      throw interrupted();
    }
  }

  private static CancellationException interrupted() {
    return new CancellationException("The computation was interrupted.");
  }
}
