package dev.henderson.kernel.models;

import dev.henderson.kernel.display.CellNotation;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.mixed.FitOptions;
import dev.henderson.stats.model.FitException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code %lmer m = y ~ x + (x | g), data = d}: fits a linear mixed model. */
public final class LmerMagic implements FittingMagic {
  /** Options of R's function that need no counterpart here. */
  private static final Set<String> UNNEEDED = Set.of("control", "verbose", "start");

  private static final Options OPTIONS =
      Options.of(
              Option.of("REML", Option.Takes.BOOLEAN)
                  .shown("REML = FALSE", "maximum likelihood instead of REML"),
              DdfOption.OPTION)
          .and(ModelOptions.ROWS)
          .and(
              Option.word("plots", Plots.words(Plots.OF_MIXED))
                  .shown(
                      "plots = none",
                      "no pictures; or all, or c(residuals, qq, caterpillar, shrinkage)"))
          .alsoUnderstood("control", "verbose", "start");

  @Override
  public String name() {
    return "lmer";
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
    return "fits a linear mixed model";
  }

  @Override
  public String help() {
    return """
        %lmer [name =] response ~ terms + (effects | group), data = table [, options]

        """
        + OPTIONS.help()
        + """

        A call copied from R works as it stands: lmer(y ~ x + (1 | g), data = d, REML = FALSE).
        The result is a Java variable: m.fixef(), m.tidy(), m.ranef().

        %lmer m = Reaction ~ Days + (Days | Subject), data = sleepstudy
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    if (call.arguments().isBlank()) {
      throw call.error("There is no formula.", 0, 0)
          .suggesting("%lmer m = Reaction ~ Days + (Days | Subject), data = sleepstudy");
    }
    RCall read = RCall.of(call, this);
    Optional<String> target = read.target();
    Plots.check(read, Plots.OF_MIXED);
    Lmer result = fitted(read, session);
    MagicResult summary = MagicResult.of(result.report().noting("option", unneeded(read)));
    MagicResult shown = Plots.of(read, result).addTo(summary, session.config());
    target.ifPresent(name -> session.bind(name, result));
    return shown;
  }

  @Override
  public boolean standsFor(String function) {
    return function.equals("lmer");
  }

  @Override
  public Fitted fitted(MagicCall call, Session session) {
    return fitted(RCall.of(call, this), session);
  }

  private static Lmer fitted(RCall read, Session session) {
    read.requireFunction(Set.of("lmer"));
    Formula formula = read.placed(read.syntax()::formula);
    DegreesOfFreedom ddf = DdfOption.of(read, DegreesOfFreedom.SATTERTHWAITE);
    boolean reml = read.option("REML").map(a -> read.placed(a::asBoolean)).orElse(true);
    if (!reml && ddf == DegreesOfFreedom.KENWARD_ROGER) {
      throw read.error(
              "Kenward-Roger's method is for fits by REML.",
              read.option("ddf").orElseThrow().span())
          .suggesting("Leave REML = FALSE out, or use ddf = satterthwaite.");
    }
    ModelFrame frame = read.data(session);
    DesignOptions options = ModelOptions.of(read);

    FitOptions fitOptions = FitWatch.over(FitOptions.defaults().withReml(reml), session);
    return read.placed(
        () -> {
          try {
            return Lmer.fit(formula, frame, options, fitOptions, ddf);
          } catch (FitException e) {
            throw read.error(CellNotation.message(e), formula.span()).coded("fit").causedBy(e);
          }
        });
  }

  /** What is said of options of R's function that were given and not needed. */
  private static List<String> unneeded(RCall call) {
    return call.syntax().named().keySet().stream()
        .filter(UNNEEDED::contains)
        .map(name -> "The option " + name + " is not needed here and was not used.")
        .toList();
  }
}
