package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Aov;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.Lm;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Span;
import java.util.Map;

/** The first argument of {@code %summary m} and its like: a variable that holds a fit. */
public final class FittedModel {
  private FittedModel() {}

  /**
   * The fit a call names, or the only one there is.
   *
   * @throws MagicException naming the fits there are
   */
  public static Lmer of(RCall read, MagicCall call, Session session) {
    return of(Lmer.class, read, call, session);
  }

  /** The same for fits of a kind, such as all that can be summarised. */
  public static <T> T of(Class<T> kind, RCall read, MagicCall call, Session session) {
    Map<String, T> fits = session.values(kind);
    if (read.syntax().positional().isEmpty()) {
      if (fits.size() == 1) {
        return fits.values().iterator().next();
      }
      throw call.error("Which fit is meant is not said.", 0, 0).suggesting(there(fits));
    }
    return named(kind, read.syntax().positional().get(0), read, call, session);
  }

  /**
   * A fit as a linear model: itself, or what is behind an analysis of variance.
   *
   * @throws MagicException where it is another kind of fit, or has error strata
   */
  public static Lm linear(Fitted fit, RCall read, MagicCall call) {
    if (fit instanceof Lm lm) {
      return lm;
    }
    Span span =
        read.syntax().positional().isEmpty()
            ? new Span(0, 0)
            : read.syntax().positional().get(0).span();
    if (fit instanceof Aov aov) {
      return aov.lm()
          .orElseThrow(
              () ->
                  read.error(
                          "An analysis of variance with error strata has no single set of"
                              + " coefficients, which %"
                              + call.name()
                              + " would need.",
                          span)
                      .coded("unknown-fit")
                      .suggesting("Fit the mixed model of the same design with %lmer."));
    }
    throw read.error("%" + call.name() + " has no answer for such a fit.", span)
        .coded("unknown-fit")
        .suggesting("It takes a fit of %lm, or of %aov without Error().");
  }

  /** The fit an argument names. */
  public static <T> T named(
      Class<T> kind, CallArgument argument, RCall read, MagicCall call, Session session) {
    Map<String, T> fits = session.values(kind);
    String name = read.placed(argument::asName);
    T fit = fits.get(name);
    if (fit == null) {
      boolean other = session.has(name) && session.get(name) instanceof Fitted;
      String what =
          other
              ? "%" + call.name() + " has no answer for a fit such as " + name + "."
              : session.has(name)
                  ? "The variable " + name + " holds no fit."
                  : "There is no fit " + name + ".";
      throw read.error(what, argument.span()).coded("unknown-fit").suggesting(there(fits));
    }
    return fit;
  }

  private static String there(Map<String, ?> fits) {
    return fits.isEmpty()
        ? "There is no fit yet: %lmer m = y ~ x + (1 | g), data = d."
        : "There are: " + String.join(", ", fits.keySet()) + ".";
  }
}
