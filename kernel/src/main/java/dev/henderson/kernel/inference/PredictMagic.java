package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.Capability;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.session.Session;
import dev.henderson.kernel.session.UnknownNameException;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.infer.Predictions;
import dev.henderson.stats.infer.RandomForm;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.report.PredictionReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;

/** {@code %predict p = m, newdata = t, re = none}: predictions with intervals. */
public final class PredictMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
              Option.of("newdata", Option.Takes.TABLE),
              Option.word("re", "all", "none")
                  .shown(
                      "re = none",
                      "mixed models: for the population; all (as without it): with the random\n"
                          + "effects of each level, a new level having the population's value\n"
                          + "and its variance; ~(1 | g): with these only; also re.form = NA"),
              Option.of("level").shown("level = 0.9", "another level than 0.95"))
          // All intervals and standard errors are in the table anyway.
          .and(Option.of("se.fit", Option.Takes.BOOLEAN))
          .alsoUnderstood("re.form", "interval");

  @Override
  public String name() {
    return "predict";
  }

  @Override
  public Subject subject() {
    return Subject.FIT;
  }

  @Override
  public Subject afterFit() {
    return Subject.TABLE;
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
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("predict"));
    Optional<String> target = read.target();
    Fitted fit = FittedModel.ofOneStratum(FittedModel.of(read, call, session), read, call);
    double level = NumberOptions.level(read);
    Optional<CallArgument> given = newData(read);
    RandomForm random = randomEffects(read, fit);
    Table data = given.map(a -> table(read, a, session)).orElseGet(fit::rows);
    Predictions predictions = predicted(read, () -> fit.predictions(data, random, level));
    Table table = PredictionReport.table(data, predictions);
    Report report = PredictionReport.of(fit.fit(), table, predictions);
    target.ifPresent(
        name -> {
          table.setName(name);
          session.bind(name, table);
        });
    return MagicResult.of(report);
  }

  /** {@code newdata = t}, or the argument after the fit as R has it. */
  private static Optional<CallArgument> newData(RCall read) {
    read.requireAtMost(2, "Only the fit and the new data go without one; write name = value.");
    List<CallArgument> positional = read.syntax().positional();
    Optional<CallArgument> named = read.option("newdata");
    if (positional.size() < 2) {
      return named;
    }
    if (named.isPresent()) {
      throw read.error("The new data are given twice.", positional.get(1).span())
          .suggesting("Keep newdata = " + named.get().raw() + ".");
    }
    return Optional.of(positional.get(1));
  }

  private static Predictions predicted(RCall read, Supplier<Predictions> work) {
    Span place = newData(read).map(CallArgument::span).orElse(new Span(0, 0));
    return Inference.placed(
        read,
        "newdata",
        () -> {
          try {
            return work.get();
          } catch (FormulaException e) {
            // It is about the formula of the fit, which does not stand in this call.
            throw suggested(read.error(e.getMessage(), place).coded(e.code()).causedBy(e), e);
          }
        });
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

  private static RandomForm randomEffects(RCall read, Fitted fit) {
    for (String option : List.of("re", "re.form")) {
      Optional<CallArgument> given = read.option(option);
      if (given.isPresent()) {
        CallArgument form = given.get();
        if (!Capability.RANDOM_EFFECTS.isOf(fit)) {
          throw read.error(
              option + " = is for mixed models; this one has no random effects.", form.nameSpan());
        }
        return switch (form.word().toLowerCase(Locale.ROOT)) {
          case "all", "null" -> RandomForm.ALL;
          case "none", "na", "~0" -> RandomForm.NONE;
          default -> {
            if (!form.raw().contains("~")) {
              throw read.error("There is no " + option + " = " + form.raw() + ".", form.span())
                  .suggesting("re is all, none, or a formula such as ~(1 | Subject).");
            }
            yield Inference.placed(read, option, () -> only(form.formula(), fit));
          }
        };
      }
    }
    return RandomForm.ALL;
  }

  /** Some of the random effects; a fit that knows no formula says so. */
  private static RandomForm only(Formula form, Fitted fit) {
    fit.basis();
    return RandomForm.of(form, (HasDesign & HasRandomEffects) fit.fit());
  }
}
