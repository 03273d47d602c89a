package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.Lm;
import dev.henderson.stats.MixedFitted;
import dev.henderson.stats.MixedLm;
import dev.henderson.stats.StrataFitted;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The first argument of {@code %summary m} and its like: a variable that holds a fit. */
public final class FittedModel {
  private FittedModel() {}

  /**
   * The fit a call names, or the only one there is.
   *
   * @throws MagicException naming the fits there are
   */
  public static MixedFitted of(RCall read, MagicCall call, Session session) {
    return of(MixedFitted.class, read, call, session);
  }

  /** The same for fits of a kind, such as all that can be summarised. */
  public static <T> T of(Class<T> kind, RCall read, MagicCall call, Session session) {
    Map<String, T> fits = session.values(kind);
    if (read.syntax().positional().isEmpty()) {
      // Python's m.summary().
      String function = read.syntax().function().orElse("");
      String owner = function.substring(0, Math.max(0, function.lastIndexOf('.')));
      if (fits.containsKey(owner)) {
        return fits.get(owner);
      }
      if (fits.size() == 1) {
        return fits.values().iterator().next();
      }
      throw call.error("Which fit is meant is not said.", 0, 0).suggesting(there(kind, session));
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
    if (fit instanceof StrataFitted aov) {
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

  /** The fit an argument names, or makes as {@code lm(y ~ x, data = d)} does. */
  public static <T> T named(
      Class<T> kind, CallArgument argument, RCall read, MagicCall call, Session session) {
    Optional<Fitted> made = made(argument, read, session);
    String name = made.isPresent() ? argument.raw() : read.placed(argument::asName);
    Object value = made.isPresent() ? made.get() : session.has(name) ? session.get(name) : null;
    if (kind.isInstance(value)) {
      return kind.cast(value);
    }
    String what =
        value instanceof Fitted fit
            ? "%"
                + call.name()
                + " takes a fit of "
                + makers(kind)
                + "; "
                + name
                + " is one of "
                + maker(fit)
                + "."
            : value != null
                ? "The variable " + name + " holds no fit."
                : "There is no fit " + name + ".";
    String help =
        value instanceof Fitted fit
            ? otherwise(call.name(), name, fit).orElseGet(() -> there(kind, session))
            : there(kind, session);
    throw read.error(what, argument.span()).coded("unknown-fit").suggesting(help);
  }

  /**
   * All fits a call names or makes, by name; what is made is called {@code model 1} by its place.
   *
   * @throws MagicException if one is no fit, or named twice
   */
  public static Map<String, Fitted> all(RCall read, MagicCall call, Session session) {
    Map<String, Fitted> fits = new LinkedHashMap<>();
    List<CallArgument> arguments = read.syntax().positional();
    for (CallArgument argument : arguments) {
      String name =
          read.fitting(argument).isPresent()
              ? "model " + (fits.size() + 1)
              : read.placed(argument::asName);
      if (fits.put(name, named(Fitted.class, argument, read, call, session)) != null) {
        throw read.error(name + " is named twice.", argument.span());
      }
    }
    return fits;
  }

  /** Makes the fit of a call that stands where a name could: as R does. */
  private static Optional<Fitted> made(CallArgument argument, RCall read, Session session) {
    return read.fitting(argument)
        .map(
            function ->
                switch (function) {
                  case "aov" -> AovMagic.fitted(read.within("aov", argument), session);
                  case "lmer" -> LmerMagic.fitted(read.within("lmer", argument), session);
                  default ->
                      function.toLowerCase(Locale.ROOT).contains("mixedlm")
                          ? MixedLmMagic.fitted(read.within("mixedlm", argument), session)
                          : LmMagic.fitted(read.within("lm", argument), session);
                });
  }

  private static String makers(Class<?> kind) {
    return kind == MixedFitted.class
        ? "%lmer or %mixedlm"
        : kind == StrataFitted.class ? "%aov" : "%lm, %aov, %lmer or %mixedlm";
  }

  private static String maker(Fitted fit) {
    return fit instanceof Lm
        ? "%lm"
        : fit instanceof StrataFitted ? "%aov" : fit instanceof MixedLm ? "%mixedlm" : "%lmer";
  }

  /** What answers the question for another kind of fit. */
  private static Optional<String> otherwise(String magic, String name, Fitted fit) {
    boolean linear = fit instanceof Lm || fit instanceof StrataFitted aov && aov.lm().isPresent();
    return Optional.ofNullable(
        switch (magic) {
          case "influence" ->
              linear ? "Write %plot " + name + " for leverage and residuals." : null;
          case "bootstrap", "bootMer" ->
              linear ? "Its intervals are exact: %confint " + name + "." : null;
          case "ranova", "ranef", "varcorr", "icc", "r2", "rePCA" ->
              "It has no random effects. A random intercept: %lmer m = y ~ x + (1 | g), data = d.";
          default -> null;
        });
  }

  private static String there(Class<?> kind, Session session) {
    Map<String, ?> fits = session.values(kind);
    return fits.isEmpty()
        ? "There is no such fit yet: "
            + (kind == StrataFitted.class
                ? "%aov m = y ~ A, data = d."
                : kind == MixedFitted.class
                    ? "%lmer m = y ~ x + (1 | g), data = d."
                    : "%lm m = y ~ x, data = d, or %lmer m = y ~ x + (1 | g), data = d.")
        : "There are: " + String.join(", ", fits.keySet()) + ".";
  }

  /** The fit, made before, that Python's {@code md.fit(reml=False)} is to make again. */
  static <T> Optional<T> refitted(Class<T> type, RCall read, Session session) {
    return read.syntax()
        .function()
        .filter(f -> f.endsWith(".fit"))
        .map(f -> f.substring(0, f.length() - ".fit".length()))
        .filter(session::has)
        .map(session::get)
        .filter(type::isInstance)
        .map(type::cast);
  }
}
