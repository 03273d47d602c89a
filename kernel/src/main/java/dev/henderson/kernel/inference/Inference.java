package dev.henderson.kernel.inference;

import dev.henderson.kernel.display.CellNotation;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.model.FitException;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs inference for a magic; what cannot be had is said at the option that asked for it. */
final class Inference {
  private Inference() {}

  /**
   * Runs something.
   *
   * @param option blamed where it was given; else the whole call is
   */
  static <T> T placed(RCall read, String option, Supplier<T> work) {
    return placed(read, read.option(option), work);
  }

  /** The same with the argument to blame. */
  static <T> T placed(RCall read, Optional<CallArgument> blamed, Supplier<T> work) {
    try {
      return read.placed(work);
    } catch (InferenceException | FitException e) {
      Span span = blamed.map(CallArgument::span).orElse(new Span(0, 0));
      throw read.error(CellNotation.message(e), span).coded("inference").causedBy(e);
    }
  }
}
