package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.report.StudyDesignReport;
import dev.henderson.stats.structure.StudyDesign;
import java.util.Optional;
import java.util.Set;

/** {@code %design f, data = t}: how the factors of a study stand to each other. */
public final class DesignMagic implements Magic {
  /** Options of the fitting magics, so that their calls can be pasted; they change no design. */
  private static final Set<String> UNUSED =
      Set.of(
          "REML",
          "ddf",
          "plots",
          "type",
          "control",
          "verbose",
          "start",
          "na.action",
          "na",
          "contrasts",
          "weights",
          "offset");

  private static final Options OPTIONS =
      ModelOptions.ROWS
          .only("formula", "data", "subset")
          .alsoUnderstood(UNUSED.toArray(String[]::new));

  @Override
  public String name() {
    return "design";
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
    return "shows which factors are crossed, nested, between or within, and which calls fit";
  }

  @Override
  public String help() {
    return """
        %design response ~ terms + (1 | unit), data = table [, subset = x > 3]

        Shows the units and treatments of a study, which are crossed, nested, between or within
        units, how many rows each cell has, empty cells, labels that start anew within another
        factor, and the %lm, %aov and %lmer calls that fit. Units are what the formula groups by,
        in (1 | unit) or Error(unit). Nothing is fitted.

        %design Reaction ~ Days + (1 | Subject), data = sleepstudy
        %design strength ~ 1 + (1 | batch) + (1 | cask), data = Pastes
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    if (call.arguments().isBlank()) {
      throw call.error("There is no formula.", 0, 0)
          .suggesting("%design Reaction ~ Days + (1 | Subject), data = sleepstudy");
    }
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("lmer", "lm", "aov", "formula", "design"));
    Optional<String> target = read.target();
    Formula formula = read.placed(read.syntax()::formula);
    ModelFrame frame = read.data(session);
    StudyDesign design =
        read.placed(
            () -> {
              Optional<Expression> subset = read.option("subset").map(CallArgument::expression);
              return StudyDesign.of(formula, frame, subset);
            });
    target.ifPresent(name -> session.bind(name, design));
    return MagicResult.of(StudyDesignReport.of(design));
  }
}
