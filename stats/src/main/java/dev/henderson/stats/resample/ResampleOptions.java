package dev.henderson.stats.resample;

import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.Progress;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and from what a model is drawn again; immutable, changed by withers.
 *
 * @param n replicates (1,000)
 * @param seed the same seed gives the same replicates, however many threads work on them
 * @param cancellation asked before each replicate; ends all with a {@link
 *     java.util.concurrent.CancellationException}
 * @param progress told of each replicate
 */
public record ResampleOptions(int n, long seed, Cancellation cancellation, Progress progress) {
  /**
   * Checks the number.
   *
   * @throws InferenceException if n is not positive
   */
  public ResampleOptions {
    Objects.requireNonNull(cancellation);
    Objects.requireNonNull(progress);
    if (n < 1) {
      throw new InferenceException("The number of replicates must be positive, such as n = 1000.");
    }
  }

  /** So many replicates from a seed. */
  public static ResampleOptions of(int n, long seed) {
    return new ResampleOptions(n, seed, Cancellation.NEVER, Progress.SILENT);
  }

  /** So many replicates from a seed of chance, which {@link #seed} tells. */
  public static ResampleOptions of(int n) {
    return of(n, ThreadLocalRandom.current().nextInt(1_000_000));
  }

  /** The same, looking at {@code cancellation} before each replicate. */
  public ResampleOptions withCancellation(Cancellation cancellation) {
    return new ResampleOptions(n, seed, cancellation, progress);
  }

  /** The same, telling {@code progress} of each replicate. */
  public ResampleOptions withProgress(Progress progress) {
    return new ResampleOptions(n, seed, cancellation, progress);
  }
}
