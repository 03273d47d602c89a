package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.AnovaRm;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.statsmodels.RepeatedMeasures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code %anovarm AnovaRM(d, "y", "id", within=["A"]).fit()}: statsmodels' repeated measures. */
public final class AnovaRmMagic implements Magic {
  /** The parameters of AnovaRM in their order. */
  private static final List<String> PARAMETERS =
      List.of("data", "depvar", "subject", "within", "between", "aggregate_func");

  private static final Options OPTIONS =
      Options.of(
              Option.of("data", Option.Takes.TABLE).shown("data=table", "the table"),
              Option.of("depvar", Option.Takes.COLUMNS).shown("depvar=\"y\"", "the response"),
              Option.of("subject", Option.Takes.COLUMNS)
                  .shown("subject=\"id\"", "who was measured again and again"),
              Option.of("within", Option.Takes.COLUMNS)
                  .shown("within=[\"A\", \"B\"]", "the factors within subjects"),
              Option.word("aggregate_func", "\"mean\"")
                  .shown(
                      "aggregate_func=\"mean\"",
                      "several rows of a subject in a cell are averaged"),
              Option.word("plots", "none", "all", "residuals", "qq", "interaction", "effects")
                  .shown("plots=none", "no pictures; or c(residuals, qq, interaction, effects)"))
          .alsoUnderstood("between");

  @Override
  public String name() {
    return "anovarm";
  }

  @Override
  public Subject subject() {
    return Subject.TABLE;
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public String summary() {
    return "makes a repeated-measures analysis of variance given as to Python's statsmodels";
  }

  @Override
  public String help() {
    return """
        %anovarm [name =] data=table, depvar="y", subject="id", within=["A", "B"] [, options]

        """
        + OPTIONS.help()
        + """

        A call copied from Python works as it stands: AnovaRM(d, "y", "id", within=["A"]).fit()
        Every subject has to have a value in every cell. The equivalent call of aov is shown with
        the result; %aov takes factors between subjects as well.

        %anovarm AnovaRM(data=ergoStool, depvar="effort", subject="Subject", within=["Type"]).fit()
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("AnovaRM"));
    Optional<String> target = read.target();
    argument(read, "between")
        .filter(a -> !a.raw().equals("None"))
        .ifPresent(
            a -> {
              throw read.error("AnovaRM has no factors between subjects.", a.span())
                  .suggesting(
                      "Write them with %aov: y ~ between * within + Error(subject/within).");
            });
    boolean aggregate =
        argument(read, "aggregate_func")
            .filter(a -> !a.raw().equals("None"))
            .map(a -> mean(read, a))
            .orElse(false);
    RepeatedMeasures.Column response = column(call, read, "depvar");
    RepeatedMeasures.Column subject = column(call, read, "subject");
    List<RepeatedMeasures.Column> within = within(call, read);
    ModelFrame frame = read.data(session, argument(read, "data"));
    AnovaRm result =
        read.placed(
            () ->
                AnovaRm.fit(
                    RepeatedMeasures.of(
                        call.arguments(), frame, response, subject, within, aggregate),
                    session.cancellation()));
    return Plots.shown(result, target, read, session);
  }

  /** An argument by name or, as Python allows, by place. */
  private static Optional<CallArgument> argument(RCall read, String name) {
    List<CallArgument> positional = read.syntax().positional();
    int place = PARAMETERS.indexOf(name);
    return read.option(name)
        .or(
            () ->
                place < positional.size() ? Optional.of(positional.get(place)) : Optional.empty());
  }

  private static boolean mean(RCall read, CallArgument argument) {
    String word = argument.raw().replaceAll("[\"']", "");
    if (!Set.of("mean", "np.mean").contains(word)) {
      throw read.error("Rows are averaged by their mean only.", argument.span())
          .suggesting("Write aggregate_func=\"mean\".");
    }
    return true;
  }

  private static RepeatedMeasures.Column column(MagicCall call, RCall read, String name) {
    CallArgument argument = required(call, read, name);
    return new RepeatedMeasures.Column(read.placed(argument::asName), argument.span());
  }

  private static CallArgument required(MagicCall call, RCall read, String name) {
    int end = call.arguments().length();
    return argument(read, name)
        .orElseThrow(
            () ->
                call.error("The argument " + name + " is missing.", end, end)
                    .suggesting(
                        "%anovarm AnovaRM(data=d, depvar=\"y\", subject=\"id\","
                            + " within=[\"A\", \"B\"]).fit()"));
  }

  private static List<RepeatedMeasures.Column> within(MagicCall call, RCall read) {
    CallArgument argument = required(call, read, "within");
    List<String> names = read.placed(argument::asNames);
    Expr value = read.placed(argument::value).bare();
    List<RepeatedMeasures.Column> out = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Span span =
          value instanceof Expr.Listing l ? l.entries().get(i).value().span() : argument.span();
      out.add(new RepeatedMeasures.Column(names.get(i), span));
    }
    if (out.isEmpty()) {
      throw read.error("There is no factor within subjects.", argument.span())
          .suggesting("Write within=[\"A\"].");
    }
    return out;
  }
}
