package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.design.FormulaExpansion;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.report.FormulaReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tech.tablesaw.api.Table;

/** {@code %formula f, data = t}: what a formula stands for, with data or without. */
public final class FormulaMagic implements Magic {
  /** Options of the fitting magics, so that their calls can be pasted; they change no terms. */
  private static final Set<String> UNUSED =
      Set.of("REML", "ddf", "plots", "type", "control", "verbose", "start");

  private static final Options OPTIONS =
      ModelOptions.ROWS.alsoUnderstood(UNUSED.toArray(String[]::new));

  private static final Set<String> FUNCTIONS = Set.of("lmer", "lm", "aov", "formula");

  @Override
  public String name() {
    return "formula";
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
    return "shows what a formula stands for";
  }

  @Override
  public String help() {
    return """
        %formula response ~ terms [, data = table] [, contrasts = {A: sum}, subset = x > 3, ...]

        Shows the model as an equation, its terms, how factors are coded, the columns of the
        model matrix and its rank, the random effects and the strata of Error(). Without a
        table, what can be said from the formula alone.

        A call copied from R works as it stands: %formula lmer(y ~ x + (1 | g), data = d).

        %formula Reaction ~ Days + (Days | Subject), data = sleepstudy
        %formula y ~ (a + b)^2
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    if (call.arguments().isBlank()) {
      throw call.error("There is no formula.", 0, 0)
          .suggesting("%formula Reaction ~ Days + (Days | Subject), data = sleepstudy");
    }
    RCall read = RCall.of(call, this);
    read.requireFunction(FUNCTIONS);
    Optional<String> target = read.target();
    Formula formula = read.placed(read.syntax()::formula);
    Optional<ModelFrame> frame = frame(read, formula, session);
    FormulaExpansion expansion =
        read.placed(
            () ->
                frame.isPresent()
                    ? FormulaExpansion.of(formula, frame.get(), ModelOptions.of(read))
                    : FormulaExpansion.of(formula));
    MagicResult shown =
        MagicResult.of(
            FormulaReport.of(expansion, frame.map(ModelFrame::name).orElse(""))
                .noting("no-data", frame.isPresent() ? List.of() : withoutData(session)));
    target.ifPresent(name -> session.bind(name, expansion));
    return shown;
  }

  /**
   * The table named, or the only one if a name of the formula is one of its columns: a formula may
   * be asked about before there are data for it.
   */
  private static Optional<ModelFrame> frame(RCall read, Formula formula, Session session) {
    if (read.givesData()) {
      return Optional.of(read.data(session));
    }
    if (session.tables().size() != 1) {
      return Optional.empty();
    }
    Table only = session.tables().values().iterator().next();
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    formula.response().ifPresent(e -> names.addAll(e.names()));
    names.addAll(formula.rightSide().names());
    return only.columnNames().stream().anyMatch(names::contains)
        ? Optional.of(read.data(session))
        : Optional.empty();
  }

  private static List<String> withoutData(Session session) {
    List<String> tables = List.copyOf(session.tables().keySet());
    return List.of(
        "No table was named, so this is what the formula alone says. Coding, columns, levels and"
            + " the equation need data"
            + (tables.isEmpty()
                ? "."
                : ": add data = " + String.join(" or data = ", tables) + "."));
  }
}
