package dev.henderson.kernel.magic;

import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.formula.CallArgument;
import java.util.Map;

/** The first argument of {@code %summary m} and its like: a variable that holds a fit. */
final class FittedModel {
  private FittedModel() {}

  /**
   * The fit a call names, or the only one there is.
   *
   * @throws MagicException naming the fits there are
   */
  static Lmer of(RCall read, MagicCall call, Session session) {
    Map<String, Lmer> fits = session.values(Lmer.class);
    if (read.syntax().positional().isEmpty()) {
      if (fits.size() == 1) {
        return fits.values().iterator().next();
      }
      throw call.error("Which fit is meant is not said.", 0, 0).suggesting(there(fits));
    }
    return named(read.syntax().positional().get(0), read, session);
  }

  /** The fit an argument names. */
  static Lmer named(CallArgument argument, RCall read, Session session) {
    Map<String, Lmer> fits = session.values(Lmer.class);
    String name = read.placed(argument::asName);
    Lmer fit = fits.get(name);
    if (fit == null) {
      String what =
          session.has(name)
              ? "The variable " + name + " holds no fit."
              : "There is no fit " + name + ".";
      throw read.error(what, argument.span()).coded("unknown-fit").suggesting(there(fits));
    }
    return fit;
  }

  private static String there(Map<String, Lmer> fits) {
    return fits.isEmpty()
        ? "There is no fit yet: %lmer m = y ~ x + (1 | g), data = d."
        : "There are: " + String.join(", ", fits.keySet()) + ".";
  }
}
