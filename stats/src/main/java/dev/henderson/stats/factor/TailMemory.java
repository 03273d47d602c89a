package dev.henderson.stats.factor;

import dev.henderson.stats.model.FitException;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.HeapNeed;
import java.util.Locale;

/** How much memory a tail will take. */
final class TailMemory {
  private TailMemory() {}

  /** Bytes of a dense triangle and its inverse. */
  static double dense(double size) {
    return 2 * 8 * size * size;
  }

  /**
   * Makes sure that a tail goes into the heap.
   *
   * @throws FitException if it does not
   */
  static void require(CrossProducts a, double need) {
    if (!HeapNeed.fits(need)) {
      throw HeapNeed.tooMuch(
          need,
          String.format(
              Locale.ROOT,
              " The crossed groupings after %s have %d random effects, whose matrix fills up."
                  + " Start Java with more memory (-Xmx), or use fewer levels.",
              a.groupings().get(0).name(),
              a.tailSize()));
    }
  }
}
