package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.RCall;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.formula.CallArgument;
import java.util.Optional;

/** The option {@code type =}: which hypothesis about a term is tested. */
public final class TypeOption {
  private TypeOption() {}

  /** The argument, also as statsmodels' {@code typ}. */
  public static Optional<CallArgument> given(RCall read) {
    return read.option("type").or(() -> read.option("typ"));
  }

  /** What it says. */
  public static Optional<HypothesisType> of(RCall read) {
    return given(read).map(a -> of(read, a));
  }

  private static HypothesisType of(RCall read, CallArgument argument) {
    try {
      return HypothesisType.of(argument.raw());
    } catch (IllegalArgumentException e) {
      throw read.error("There is no type = " + argument.raw() + ".", argument.span())
          .suggesting(e.getMessage())
          .causedBy(e);
    }
  }
}
