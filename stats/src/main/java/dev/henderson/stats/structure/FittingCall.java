package dev.henderson.stats.structure;

import dev.henderson.stats.text.Call;
import dev.henderson.stats.text.Prose;

/**
 * A call that fits a design.
 *
 * @param function {@code lm}, {@code aov} or {@code lmer}
 * @param formula such as {@code y ~ A + (1 | id)}
 * @param data the name of the table; may be empty
 * @param why what it says about the design
 */
public record FittingCall(String function, String formula, String data, Prose why) {
  /** The call, whose result has no name. */
  public Call call() {
    return Call.of(function, formula + (data.isEmpty() ? "" : ", data = " + data));
  }
}
