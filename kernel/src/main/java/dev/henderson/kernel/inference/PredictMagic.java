package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.session.Session;
import dev.henderson.kernel.session.UnknownNameException;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.infer.Predictions;
import dev.henderson.stats.report.PredictionReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.Table;

/** {@code %predict p = m, newdata = t, re = none}: predictions with intervals. */
public final class PredictMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
              Option.of("newdata", Option.Takes.TABLE),
              Option.word("re", "all", "none")
                  .shown(
                      "re = none",
                      "for the population; all (as without it): with the random effects of each\n"
                          + "level, a new level having the population's value and its variance;\n"
                          + "also re.form = NA"),
              Option.of("level").shown("level = 0.9", "another level than 0.95"))
          .alsoUnderstood("re.form");

  @Override
  public String name() {
    return "predict";
  }

  @Override
  public Subject subject() {
    return Subject.FIT;
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public String summary() {
    return "predicts new rows, with intervals";
  }

  @Override
  public String help() {
    return """
        %predict [name =] m, newdata = t    the rows of t with .fitted, .se.fit, .lower, .upper
                                            (the mean), .lower.pred, .upper.pred (an observation)

        """
        + OPTIONS.help()
        + """

        Without newdata the rows of the fit are taken.

        %predict p = m, newdata = tomorrow, re = none
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, OPTIONS);
    read.requireFunction(Set.of("predict"));
    Optional<String> target = read.target();
    Lmer fit = FittedModel.of(read, call, session);
    boolean random = randomEffects(read);
    double level = NumberOptions.level(read);
    Optional<CallArgument> given = read.option("newdata");
    Table data = given.map(a -> table(read, a, session)).orElseGet(fit::rows);
    Span place = given.map(CallArgument::span).orElse(new Span(0, 0));
    Predictions predictions =
        Inference.placed(
            read,
            "newdata",
            () -> {
              try {
                return fit.predictions(data, random, level);
              } catch (FormulaException e) {
                // It is about the formula of the fit, which does not stand in this call.
                throw suggested(read.error(e.getMessage(), place).coded(e.code()).causedBy(e), e);
              }
            });
    Table table = PredictionReport.table(data, predictions);
    target.ifPresent(name -> table.setName(name));
    MagicResult shown = MagicResult.of(PredictionReport.of(fit.fit(), table, predictions));
    target.ifPresent(name -> session.bind(name, table));
    return shown;
  }

  private static MagicException suggested(MagicException error, FormulaException cause) {
    return cause.suggestion().map(error::suggesting).orElse(error);
  }

  private static Table table(RCall read, CallArgument argument, Session session) {
    String name = read.placed(argument::asName);
    try {
      return session.table(name);
    } catch (UnknownNameException e) {
      throw read.error(e.getMessage(), argument.span()).coded("unknown-table").causedBy(e);
    }
  }

  private static boolean randomEffects(RCall read) {
    for (String option : List.of("re", "re.form")) {
      Optional<CallArgument> given = read.option(option);
      if (given.isPresent()) {
        return switch (given.get().raw().replaceAll("[\"'\\s]", "").toLowerCase(Locale.ROOT)) {
          case "all", "null" -> true;
          case "none", "na", "~0" -> false;
          default ->
              throw read.error(
                      "There is no " + option + " = " + given.get().raw() + ".", given.get().span())
                  .suggesting("re is all or none.");
        };
      }
    }
    return true;
  }
}
