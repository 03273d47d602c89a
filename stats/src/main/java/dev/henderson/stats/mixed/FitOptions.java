package dev.henderson.stats.mixed;

import dev.henderson.stats.linalg.Cancellation;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * How a mixed model is fitted; immutable, changed by withers.
 *
 * @param reml whether to maximise the restricted likelihood (default) or the likelihood
 * @param tolerance the search ends when steps change the criterion by less than this (1e-11)
 * @param maxEvaluations evaluations of the criterion before the search gives up (500)
 * @param cancelled asked often, by several threads; {@code true} ends the fit with a {@link
 *     java.util.concurrent.CancellationException}
 * @param progress told of each evaluation
 */
public record FitOptions(
    boolean reml,
    double tolerance,
    int maxEvaluations,
    BooleanSupplier cancelled,
    FitProgress progress) {
  /** REML, with the default tolerances, never cancelled. */
  public static final FitOptions DEFAULT =
      new FitOptions(true, 1e-11, 500, () -> false, (evaluation, criterion) -> {});

  /** Checks that nothing is missing. */
  public FitOptions {
    Objects.requireNonNull(cancelled);
    Objects.requireNonNull(progress);
    if (!(tolerance > 0) || maxEvaluations < 1) {
      throw new IllegalArgumentException("tolerance and maxEvaluations must be positive");
    }
  }

  /** The default options: REML. */
  public static FitOptions defaults() {
    return DEFAULT;
  }

  /** The same with REML ({@code true}) or maximum likelihood. */
  public FitOptions withReml(boolean reml) {
    return new FitOptions(reml, tolerance, maxEvaluations, cancelled, progress);
  }

  /** The same, looking at {@code cancelled} in each evaluation. */
  public FitOptions withCancelled(BooleanSupplier cancelled) {
    return new FitOptions(reml, tolerance, maxEvaluations, cancelled, progress);
  }

  /** The wish to end, as the criterion looks at it. */
  public Cancellation cancellation() {
    return new Cancellation(cancelled);
  }

  /** The same, telling {@code progress} of each evaluation. */
  public FitOptions withProgress(FitProgress progress) {
    return new FitOptions(reml, tolerance, maxEvaluations, cancelled, progress);
  }
}
