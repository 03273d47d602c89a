package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.stats.design.DesignOptions.MissingRows;
import dev.henderson.stats.formula.CallArgument;
import java.util.Optional;

/** statsmodels' argument {@code missing}: what to do with rows without a value. */
final class MissingArgument {
  private MissingArgument() {}

  /** The argument. */
  static final Option OPTION = Option.word("missing", "none", "drop", "raise");

  /** What it says; rows with a missing value are left out where it says nothing. */
  static MissingRows of(RCall read) {
    Optional<CallArgument> given = read.option("missing").filter(a -> !a.raw().equals("None"));
    if (given.isEmpty()) {
      return MissingRows.OMIT;
    }
    return switch (read.placed(given.get()::asText)) {
      case "none", "drop" -> MissingRows.OMIT;
      case "raise" -> MissingRows.FAIL;
      default ->
          throw read.error("missing is drop or raise.", given.get().span())
              .suggesting("Without it, rows with a missing value are left out.");
    };
  }
}
