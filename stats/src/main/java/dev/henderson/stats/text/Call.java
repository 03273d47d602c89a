package dev.henderson.stats.text;

import java.util.Objects;

/**
 * A call that is advised: of one of R's functions, as data.
 *
 * @param target what the result is called; may be empty
 * @param function R's name, such as {@code lmer}
 * @param arguments as R writes them, such as {@code y ~ x, data = d}; empty where a text only
 *     speaks of the function
 */
public record Call(String target, String function, String arguments) implements Written {
  /** Checks the parts. */
  public Call {
    Objects.requireNonNull(target);
    Objects.requireNonNull(function);
    Objects.requireNonNull(arguments);
  }

  /** A function that a text speaks of. */
  public static Call of(String function) {
    return of(function, "");
  }

  /** A call whose result has no name. */
  public static Call of(String function, String arguments) {
    return new Call("", function, arguments);
  }

  /** The same with a name for the result. */
  public Call as(String name) {
    return new Call(name, function, arguments);
  }

  @Override
  public String in(Notation notation) {
    return notation.call(this);
  }

  /** In R's notation. */
  @Override
  public String toString() {
    return in(Notation.R);
  }
}
