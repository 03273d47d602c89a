package dev.henderson.kernel.models;

import dev.henderson.kernel.display.CellNotation;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Aov;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.classical.AovException;
import dev.henderson.stats.classical.AovFit;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.ModelFrame;
import java.util.Optional;
import java.util.Set;

/** {@code %aov m = y ~ A * B + Error(id/A), data = d}: an analysis of variance. */
public final class AovMagic implements FittingMagic {
  private static final Options OPTIONS =
      Options.of(
              Option.word("type", "1", "2", "3")
                  .shown(
                      "type = 1", "sequential tests (type I); 2 and 3 where there is no Error()"))
          .and(
              ModelOptions.ROWS.only(
                  "formula", "data", "weights", "subset", "contrasts", "na", "na.action"))
          .and(
              Option.of("observed", Option.Takes.COLUMNS)
                  .shown(
                      "observed = c(gender)",
                      "factors that were measured, not manipulated: counts in the\n"
                          + "generalised eta squared"))
          .and(
              Option.word("plots", "none", "all", "residuals", "qq", "interaction", "effects")
                  .shown("plots = none", "no pictures; or c(residuals, qq, interaction, effects)"));

  @Override
  public String name() {
    return "aov";
  }

  @Override
  public Subject subject() {
    return Subject.FORMULA;
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public String summary() {
    return "makes an analysis of variance, with error strata";
  }

  @Override
  public String help() {
    return """
        %aov [name =] response ~ terms [+ Error(strata)], data = table [, options]

        """
        + OPTIONS.help()
        + """

        Error(id) makes the strata id and Within, Error(id/A) those of id, id:A and Within.
        Where every id did everything, Mauchly's test and the corrections of Greenhouse-Geisser and
        Huynh-Feldt stand below. Intervals of effect sizes are 90%: they go with tests at 5%.
        Numbers are numbers: make codes categorical with %factor, or write factor(code).

        %aov m = yield ~ N * P * K + Error(block), data = npk
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    if (call.arguments().isBlank()) {
      throw call.error("There is no formula.", 0, 0)
          .suggesting("%aov m = yield ~ N * P * K + Error(block), data = npk");
    }
    RCall read = RCall.of(call, this);
    Optional<String> target = read.target();
    return Plots.shown(fitted(read, session), target, read, session);
  }

  @Override
  public boolean standsFor(String function) {
    return function.equals("aov");
  }

  @Override
  public Fitted fitted(MagicCall call, Session session) {
    return fitted(RCall.of(call, this), session);
  }

  private static Aov fitted(RCall read, Session session) {
    read.requireFunction(Set.of("aov"));
    Formula formula = read.placed(read.syntax()::formula);
    HypothesisType type = TypeOption.of(read).orElse(HypothesisType.I);
    ModelFrame frame = read.data(session);
    DesignOptions options = ModelOptions.of(read);
    Aov result =
        read.placed(
            () -> {
              try {
                return Aov.of(AovFit.of(formula, frame, options, type, session.cancellation()));
              } catch (AovException e) {
                Span at =
                    read.option("type")
                        .or(() -> read.option("weights"))
                        .map(CallArgument::span)
                        .orElse(formula.span());
                throw read.error(CellNotation.message(e), at).coded("design").causedBy(e);
              }
            });
    if (read.option("observed").isPresent()) {
      CallArgument named = read.option("observed").get();
      try {
        result = result.observing(read.placed(named::asNames));
      } catch (AovException e) {
        throw read.error(CellNotation.message(e), named.span()).coded("design").causedBy(e);
      }
    }
    return result;
  }
}
