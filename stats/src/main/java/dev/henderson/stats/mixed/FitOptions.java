package dev.henderson.stats.mixed;

import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.Progress;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * How a mixed model is fitted; immutable, changed by withers.
 *
 * @param reml whether to maximise the restricted likelihood (default) or the likelihood
 * @param tolerance the search ends when steps change the criterion by less than this (1e-11)
 * @param maxEvaluations evaluations of the criterion before the search gives up (500)
 * @param cancellation asked often, by several threads; ends the fit with a {@link
 *     java.util.concurrent.CancellationException}
 * @param progress told of each evaluation
 */
@API(status = API.Status.MAINTAINED)
public record FitOptions(
    boolean reml,
    double tolerance,
    int maxEvaluations,
    Cancellation cancellation,
    Progress progress) {
  /** REML, with the default tolerances, never cancelled. */
  public static final FitOptions DEFAULT =
      new FitOptions(true, 1e-11, 500, Cancellation.NEVER, Progress.SILENT);

  /** Checks that nothing is missing. */
  public FitOptions {
    Objects.requireNonNull(cancellation);
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
    return new FitOptions(reml, tolerance, maxEvaluations, cancellation, progress);
  }

  /** The same, looking at {@code cancellation} in each evaluation. */
  public FitOptions withCancellation(Cancellation cancellation) {
    return new FitOptions(reml, tolerance, maxEvaluations, cancellation, progress);
  }

  /** The same, telling {@code progress} of each evaluation. */
  public FitOptions withProgress(Progress progress) {
    return new FitOptions(reml, tolerance, maxEvaluations, cancellation, progress);
  }
}
