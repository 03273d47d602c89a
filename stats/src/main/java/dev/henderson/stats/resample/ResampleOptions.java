package dev.henderson.stats.resample;

import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.model.Progress;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/**
 * How often and from what a model is drawn again; immutable, changed by withers.
 *
 * @param n replicates (1,000)
 * @param seed the same seed gives the same replicates, however many threads work on them
 * @param cancelled asked before each replicate; {@code true} ends all with a {@link
 *     CancellationException}
 * @param progress told of each replicate
 */
public record ResampleOptions(int n, long seed, BooleanSupplier cancelled, Progress progress) {
  /**
   * Checks the number.
   *
   * @throws InferenceException if n is not positive
   */
  public ResampleOptions {
    Objects.requireNonNull(cancelled);
    Objects.requireNonNull(progress);
    if (n < 1) {
      throw new InferenceException("The number of replicates must be positive, such as n = 1000.");
    }
  }

  /** So many replicates from a seed. */
  public static ResampleOptions of(int n, long seed) {
    return new ResampleOptions(n, seed, () -> false, Progress.SILENT);
  }

  /** So many replicates from a seed of chance, which {@link #seed} tells. */
  public static ResampleOptions of(int n) {
    return of(n, ThreadLocalRandom.current().nextInt(1_000_000));
  }

  /** The same, looking at {@code cancelled} before each replicate. */
  public ResampleOptions withCancelled(BooleanSupplier cancelled) {
    return new ResampleOptions(n, seed, cancelled, progress);
  }

  /** The same, telling {@code progress} of each replicate. */
  public ResampleOptions withProgress(Progress progress) {
    return new ResampleOptions(n, seed, cancelled, progress);
  }

  void stopIfCancelled() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("The bootstrap was interrupted.");
    }
  }
}
