package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.RCall;
import dev.henderson.stats.formula.CallArgument;
import java.util.Optional;

/** Options that are numbers. */
final class NumberOptions {
  private NumberOptions() {}

  /** {@code level =}, 0.95 if not given. */
  static double level(RCall read) {
    Optional<CallArgument> given = read.option("level");
    if (given.isEmpty()) {
      return 0.95;
    }
    double level = read.placed(given.get()::asNumber);
    if (!(level > 0 && level < 1)) {
      throw read.error("The level lies between 0 and 1.", given.get().span())
          .suggesting("Write level = 0.95 for 95%.");
    }
    return level;
  }

  /** A whole number. */
  static long whole(RCall read, String option, long otherwise, long least) {
    Optional<CallArgument> given = read.option(option);
    if (given.isEmpty()) {
      return otherwise;
    }
    double value = read.placed(given.get()::asNumber);
    if (value != Math.rint(value) || value < least || Math.abs(value) > 1e15) {
      throw read.error(option + " is a whole number from " + least + " on.", given.get().span());
    }
    return (long) value;
  }
}
