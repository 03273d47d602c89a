package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.ModelOptions;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.classical.FriedmanTest;
import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.lm.LinearModel;
import dev.henderson.stats.report.OneWayReport;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** {@code %friedman y ~ A | id}: repeated measures compared by ranks. */
public final class FriedmanMagic implements Magic {
  private static final Options OPTIONS = ModelOptions.ROWS.only("formula", "data", "subset", "na");

  @Override
  public String name() {
    return "friedman";
  }

  @Override
  public List<String> aliases() {
    return List.of("friedman.test");
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
    return "compares repeated measures by ranks within subjects";
  }

  @Override
  public String help() {
    return """
        %friedman response ~ treatment | subject, data = table [, subset = x > 3]

        Every subject had every treatment once. Ranks are taken within subjects, so that neither
        normal values nor equal variances are asked for. Numbers count as codes.

        %friedman effort ~ Type | Subject, data = ergoStool
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(plus(call), this);
    read.requireFunction(Set.of("friedman.test", "friedman"));
    Formula formula = read.placed(read.syntax()::formula);
    ModelFrame frame = read.data(session);
    LinearModel model = read.placed(() -> LinearModel.of(formula, frame, ModelOptions.of(read)));
    List<Term.FixedEffect> terms = model.design().terms().fixed();
    boolean bar = call.arguments().contains("|");
    if (!bar || terms.size() != 2 || terms.stream().anyMatch(t -> t.order() != 1)) {
      throw read.error(
              "Friedman's test compares one factor within subjects.", formula.rightSide().span())
          .suggesting("Write response ~ treatment | subject.");
    }
    GroupingFactor treatments = grouping(model, 0);
    GroupingFactor blocks = grouping(model, 1);
    try {
      FriedmanTest test = FriedmanTest.of(model.response(), treatments, blocks);
      String text =
          model.design().response().orElseThrow().name()
              + " ~ "
              + treatments.name()
              + " | "
              + blocks.name();
      return MagicResult.of(
          OneWayReport.of(text, frame.name(), treatments.name(), blocks.name(), test));
    } catch (InferenceException e) {
      throw read.error(e.getMessage(), formula.rightSide().span()).coded("design").causedBy(e);
    }
  }

  /** The call with its bar read as a sum, at the same place, so that errors point there. */
  private static MagicCall plus(MagicCall call) {
    String text = call.arguments();
    int bar = text.indexOf('|', Math.max(0, text.indexOf('~')));
    if (bar < 0) {
      return call;
    }
    return new MagicCall(
        call.name(),
        text.substring(0, bar) + '+' + text.substring(bar + 1),
        call.argumentOffset(),
        call.body(),
        call.bodyOffset(),
        call.cell());
  }

  /** A variable as a factor; a number by its values in order. */
  private static GroupingFactor grouping(LinearModel model, int term) {
    String name = model.design().terms().fixed().get(term).label();
    for (GroupingFactor f : model.design().factors()) {
      if (f.name().equals(name)) {
        return f;
      }
    }
    int column = 0;
    while (model.design().matrix().assign(column) != term + 1) {
      column++;
    }
    double[] values = model.design().matrix().column(column);
    double[] levels = Arrays.stream(values).distinct().sorted().toArray();
    int[] codes = Arrays.stream(values).mapToInt(v -> Arrays.binarySearch(levels, v)).toArray();
    List<String> labels =
        Arrays.stream(levels)
            .mapToObj(v -> v == Math.rint(v) ? Long.toString((long) v) : Double.toString(v))
            .toList();
    return new GroupingFactor(name, codes, labels);
  }
}
