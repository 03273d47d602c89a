package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.Fits;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first argument of {@code %summary m} and its like: a variable that holds a fit. */
public final class FittedModel {
  /** What makes the fit of a call that stands where a name could. */
  private static final List<FittingMagic> MAKERS =
      List.of(new AovMagic(), new LmerMagic(), new MixedLmMagic(), new LmMagic());

  private FittedModel() {}

  /**
   * The fit a call names, or the only one there is.
   *
   * @throws MagicException naming the fits there are
   */
  public static Fitted of(RCall read, MagicCall call, Session session) {
    return of(Capability.FIT, read, call, session);
  }

  /**
   * The fit a call names, or the only one there is that can do something.
   *
   * @throws MagicException naming the fits there are, or saying what this one cannot
   */
  public static Fitted of(Capability<?> asked, RCall read, MagicCall call, Session session) {
    if (!read.syntax().positional().isEmpty()) {
      return named(asked, read.syntax().positional().get(0), read, call, session);
    }
    Map<String, Fitted> fits = able(asked, session);
    // Python's m.summary().
    String function = read.syntax().function().orElse("");
    String owner = function.substring(0, Math.max(0, function.lastIndexOf('.')));
    if (fits.containsKey(owner)) {
      return fits.get(owner);
    }
    if (fits.size() == 1) {
      return fits.values().iterator().next();
    }
    throw call.error("Which fit is meant is not said.", 0, 0).suggesting(there(asked, session));
  }

  /** The fit an argument names, or makes as {@code lm(y ~ x, data = d)} does. */
  public static Fitted named(
      Capability<?> asked, CallArgument argument, RCall read, MagicCall call, Session session) {
    Optional<Fitted> made = made(argument, read, session);
    String name = made.isPresent() ? argument.raw() : read.placed(argument::asName);
    Object value = made.isPresent() ? made.get() : session.has(name) ? session.get(name) : null;
    Optional<Fitted> fit = Fits.of(value);
    if (fit.isEmpty()) {
      throw read.error(
              value == null
                  ? "There is no fit " + name + "."
                  : "The variable " + name + " holds no fit.",
              argument.span())
          .coded("unknown-fit")
          .suggesting(there(asked, session));
    }
    if (!asked.isOf(fit.get())) {
      throw lacking(asked, fit.get(), name, argument.span(), read, call)
          .suggesting(asked.instead(name, fit.get()).orElseGet(() -> there(asked, session)));
    }
    return fit.get();
  }

  /**
   * All fits a call names or makes, by name; what is made is called {@code model 1} by its place.
   *
   * @throws MagicException if one is no fit, or named twice
   */
  public static Map<String, Fitted> all(RCall read, MagicCall call, Session session) {
    Map<String, Fitted> fits = new LinkedHashMap<>();
    for (CallArgument argument : read.syntax().positional()) {
      String name =
          read.fitting(argument).isPresent()
              ? "model " + (fits.size() + 1)
              : read.placed(argument::asName);
      if (fits.put(name, named(Capability.FIT, argument, read, call, session)) != null) {
        throw read.error(name + " is named twice.", argument.span());
      }
    }
    return fits;
  }

  /**
   * A fit as one with a single set of coefficients: itself, or the linear model behind an analysis
   * of variance.
   *
   * @throws MagicException where it has error strata
   */
  public static Fitted ofOneStratum(Fitted fit, RCall read, MagicCall call) {
    return fit.ofOneStratum()
        .orElseThrow(
            () ->
                read.error(
                        "An analysis of variance with error strata has no single set of"
                            + " coefficients, which %"
                            + call.name()
                            + " would need.",
                        place(read))
                    .coded("unknown-fit")
                    .suggesting("Fit the mixed model of the same design with %lmer."));
  }

  /**
   * A fit, which the call names first, as one that can do something.
   *
   * @throws MagicException if it cannot
   */
  public static <T> T able(Capability<T> asked, Fitted fit, RCall read, MagicCall call) {
    List<CallArgument> arguments = read.syntax().positional();
    String name = arguments.isEmpty() ? "m" : arguments.get(0).raw();
    return asked
        .in(fit)
        .orElseThrow(
            () -> {
              MagicException error = lacking(asked, fit, name, place(read), read, call);
              return asked.instead(name, fit).map(error::suggesting).orElse(error);
            });
  }

  /** Where the fit stands in the call. */
  private static Span place(RCall read) {
    List<CallArgument> arguments = read.syntax().positional();
    return arguments.isEmpty() ? new Span(0, 0) : arguments.get(0).span();
  }

  private static MagicException lacking(
      Capability<?> asked, Fitted fit, String name, Span place, RCall read, MagicCall call) {
    return read.error(asked.lacking(call.name(), name, fit), place).coded("unknown-fit");
  }

  /** Makes the fit of a call that stands where a name could: as R does. */
  private static Optional<Fitted> made(CallArgument argument, RCall read, Session session) {
    return read.fitting(argument)
        .map(
            function -> {
              FittingMagic maker =
                  MAKERS.stream().filter(m -> m.standsFor(function)).findFirst().orElseThrow();
              return maker.fitted(read.within(maker.name(), argument), session);
            });
  }

  private static Map<String, Fitted> able(Capability<?> asked, Session session) {
    return Fits.in(session).entrySet().stream()
        .filter(e -> asked.isOf(e.getValue()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }

  private static String there(Capability<?> asked, Session session) {
    Map<String, Fitted> fits = able(asked, session);
    return fits.isEmpty()
        ? "There is no such fit yet: " + asked.example()
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
