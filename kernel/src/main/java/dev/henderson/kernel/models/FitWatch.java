package dev.henderson.kernel.models;

import dev.henderson.kernel.session.Session;
import dev.henderson.stats.mixed.FitOptions;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.Progress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What looks on while a mixed model is fitted: it hands on the wish to stop, and shows a bar where
 * the fit takes long. One evaluation of a large model takes seconds, so the bar is moved whenever
 * the flag is looked at.
 */
final class FitWatch implements Cancellation {
  private final Session session;
  private final Progress bar;
  private final AtomicLong evaluations = new AtomicLong();

  private FitWatch(Session session) {
    this.session = session;
    bar = session.front().progress("Fitting");
  }

  /** These options, watched for the running magic. */
  static FitOptions over(FitOptions options, Session session) {
    FitWatch watch = new FitWatch(session);
    return options
        .withCancellation(watch)
        .withProgress((evaluation, total) -> watch.evaluations.set(evaluation));
  }

  @Override
  public boolean isRequested() {
    bar.reached(evaluations.get(), 0);
    return session.isInterrupted();
  }
}
