package dev.henderson.stats.structure;

/**
 * A call that fits a design.
 *
 * @param function {@code lm}, {@code aov} or {@code lmer}
 * @param formula such as {@code y ~ A + (1 | id)}
 * @param data the name of the table; may be empty
 * @param why what it says about the design
 */
public record FittingCall(String function, String formula, String data, String why) {
  /** The arguments as R writes them: {@code y ~ A + (1 | id), data = d}. */
  public String arguments() {
    return formula + (data.isEmpty() ? "" : ", data = " + data);
  }
}
