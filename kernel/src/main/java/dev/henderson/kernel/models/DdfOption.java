package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.infer.DegreesOfFreedom;
import java.util.Locale;
import java.util.Optional;

/** The option {@code ddf =}: where denominator degrees of freedom come from. */
public final class DdfOption {
  /** The option, advertised with the method it defaults to. */
  public static final Option OPTION =
      Option.word("ddf", "satterthwaite", "kenward-roger", "residual", "none")
          .shown(
              "ddf = satterthwaite",
              "degrees of freedom: satterthwaite, kenward-roger, residual, none");

  private DdfOption() {}

  /** What the call says, or the method given. */
  public static DegreesOfFreedom of(RCall call, DegreesOfFreedom otherwise) {
    Optional<CallArgument> given = call.option("ddf");
    if (given.isEmpty()) {
      return otherwise;
    }
    String word = given.get().word().toLowerCase(Locale.ROOT);
    return switch (word) {
      case "satterthwaite" -> DegreesOfFreedom.SATTERTHWAITE;
      case "kenward-roger", "kenwardroger", "kr" -> DegreesOfFreedom.KENWARD_ROGER;
      case "residual" -> DegreesOfFreedom.RESIDUAL;
      case "none", "asymptotic", "z" -> DegreesOfFreedom.NONE;
      default ->
          throw call.error("There is no ddf = " + given.get().raw() + ".", given.get().span())
              .suggesting("ddf is satterthwaite, kenward-roger, residual or none.");
    };
  }
}
