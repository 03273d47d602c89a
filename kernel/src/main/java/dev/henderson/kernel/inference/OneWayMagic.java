package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.ModelOptions;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.classical.OneWayTests;
import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lm.LinearModel;
import dev.henderson.stats.report.OneWayReport;
import java.util.List;
import java.util.Set;

/** {@code %oneway y ~ g}: groups compared without asking for equal variances or normal values. */
public final class OneWayMagic implements Magic {
  private static final Options OPTIONS = ModelOptions.ROWS.only("formula", "data", "subset", "na");

  @Override
  public String name() {
    return "oneway";
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
    return "compares groups of unequal variance, or by ranks, and their variances";
  }

  @Override
  public String help() {
    return """
        %oneway response ~ group, data = table [, subset = x > 3]

        Equal locations: Welch (unequal variances), Kruskal-Wallis (ranks).
        Equal variances: Levene about medians and about means, Bartlett (normal values).

        %oneway breaks ~ tension, data = warpbreaks
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(
        Set.of("oneway", "oneway.test", "kruskal.test", "bartlett.test", "leveneTest"));
    Formula formula = read.placed(read.syntax()::formula);
    ModelFrame frame = read.data(session);
    LinearModel model = read.placed(() -> LinearModel.of(formula, frame, ModelOptions.of(read)));
    List<GroupingFactor> factors = model.design().factors();
    if (factors.size() != 1 || model.design().terms().fixed().size() != 1) {
      throw read.error("These tests need one grouping factor.", formula.rightSide().span())
          .suggesting("Write response ~ group, or response ~ factor(code).");
    }
    OneWayTests tests = OneWayTests.of(model.response(), factors.get(0));
    return MagicResult.of(OneWayReport.of(formula.toString(), frame.name(), tests));
  }
}
