package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.ModelOptions;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.classical.PairwiseTests;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.PAdjustment;
import dev.henderson.stats.lm.LinearModel;
import dev.henderson.stats.report.ComparisonReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code %pairwise y ~ g, adjust = holm}: t tests between all pairs of groups. */
public final class PairwiseMagic implements Magic {
  private static final String[] ADJUSTMENTS = {
    "holm", "bonferroni", "sidak", "hochberg", "hommel", "BH", "BY", "none"
  };
  private static final Options OPTIONS =
      Options.of(
              Option.word("adjust", ADJUSTMENTS)
                  .shown(
                      "adjust = holm",
                      "holm, bonferroni, sidak, hochberg, hommel, BH (fdr), BY, none"),
              Option.of("pool.sd", Option.Takes.BOOLEAN)
                  .shown(
                      "pool.sd = FALSE",
                      "Welch's tests, with the standard deviations of the two groups only"))
          .and(ModelOptions.ROWS.only("formula", "data", "subset", "na"))
          .and(Option.word("p.adjust.method", ADJUSTMENTS))
          .and(Option.word("p.adj", ADJUSTMENTS));

  @Override
  public String name() {
    return "pairwise";
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
    return "t tests between all pairs of groups, with adjusted p values";
  }

  @Override
  public String help() {
    return """
        %pairwise response ~ group, data = table [, options]

        """
        + OPTIONS.help()
        + """

        %pairwise breaks ~ tension, data = warpbreaks, adjust = hommel
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("pairwise.t.test", "pairwise"));
    requireFormula(read);
    Formula formula = read.placed(read.syntax()::formula);
    Optional<CallArgument> adjust =
        read.option("adjust")
            .or(() -> read.option("p.adjust.method"))
            .or(() -> read.option("p.adj"));
    PAdjustment adjustment =
        adjust
            .map(
                a -> {
                  try {
                    return PAdjustment.named(a.raw());
                  } catch (IllegalArgumentException e) {
                    throw read.error(e.getMessage(), a.span()).causedBy(e);
                  }
                })
            .orElse(PAdjustment.HOLM);
    boolean pooled = read.option("pool.sd").map(a -> read.placed(a::asBoolean)).orElse(true);
    ModelFrame frame = read.data(session);
    LinearModel model = read.placed(() -> LinearModel.of(formula, frame, ModelOptions.of(read)));
    Design design = model.design();
    List<GroupingFactor> factors = design.factors();
    if (factors.size() != 1 || design.terms().fixed().size() != 1) {
      throw read.error("Pairwise tests need one grouping factor.", formula.rightSide().span())
          .suggesting("Write response ~ group, or response ~ factor(code).");
    }
    PairwiseTests tests = PairwiseTests.of(model.response(), factors.get(0), adjustment, pooled);
    return MagicResult.of(ComparisonReport.of(formula.toString(), frame.name(), tests));
  }

  /** R's function takes two columns, {@code d$y} and {@code d$g}. */
  private static void requireFormula(RCall read) {
    List<CallArgument> positional = read.syntax().positional();
    if (read.syntax().function().isPresent()
        && positional.size() == 2
        && !positional.get(0).isFormula()) {
      List<String[]> columns =
          positional.stream()
              .map(a -> a.raw().replaceAll("[\"'\\]]", "").split("[$\\[]+"))
              .toList();
      boolean both = columns.stream().allMatch(c -> c.length == 2);
      throw read.error("A formula stands here, not two columns.", positional.get(0).span())
          .suggesting(
              both
                  ? "Write %pairwise "
                      + columns.get(0)[1]
                      + " ~ "
                      + columns.get(1)[1]
                      + ", data = "
                      + columns.get(0)[0]
                      + "."
                  : "Write %pairwise response ~ group, data = d.");
    }
  }
}
