package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.ConfigMagic;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.Capability;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.plot.InfluencePlot;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.report.InfluenceReport;
import dev.henderson.stats.resample.LeavesOut;
import dev.henderson.stats.resample.MixedInfluence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code %influence m, group = Subject}: what each group, or each row, does to a mixed model. */
public final class InfluenceMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
              Option.of("group", Option.Takes.COLUMNS)
                  .shown("group = Subject", "what is left out: a grouping, a column, or obs"),
              Option.word("method", "exact", "one-step")
                  .shown(
                      "method = exact",
                      "every model fitted again to convergence, however long it\n"
                          + "takes; one-step: variance parameters held where they are"),
              Option.word("plots", "none").shown("plots = none", "no picture"))
          .and(Option.of("groups", Option.Takes.COLUMNS));

  @Override
  public String name() {
    return "influence";
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
    return "leaves out each group or row in turn: Cook's distance, DFBETAS, leverage";
  }

  @Override
  public String help() {
    return """
        %influence [name =] m, group = Subject    each level of a grouping or column left out
        %influence m, group = batch:cask          each combination of two columns
        %influence m, group = obs                 each row, with its leverage

        """
        + OPTIONS.help()
        + """

        Without method = models are fitted again unless that would take more than 30 seconds;
        the result says which. It can be interrupted.
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("influence"));
    read.requireAtMost(1, "Write group = g, or group = obs.");
    Optional<String> target = read.target();
    Fitted fitted = FittedModel.of(Capability.DELETION, read, call, session);
    LeavesOut fit = Capability.DELETION.of(fitted);
    Optional<CallArgument> group = read.option("group").or(() -> read.option("groups"));
    String by = group.map(CallArgument::word).orElseGet(() -> fit.groupings().get(0));
    MixedInfluence.Method method = method(read);
    MixedInfluence influence =
        Inference.placed(
            read,
            group.isPresent() && read.option("group").isEmpty() ? "groups" : "group",
            () -> fit.influence(by, method, session.cancellation()));
    MagicResult shown =
        MagicResult.of(
            InfluenceReport.of(influence).noting("other-groups", others(fit, group, by)));
    boolean none = read.option("plots").map(CallArgument::raw).orElse("").contains("none");
    // The first picture of a notebook takes long: fonts are loaded for it.
    session.cancellation().check();
    if (!none) {
      PictureFormat format = ConfigMagic.pictures(session.config());
      shown = shown.and(InfluencePlot.of(influence).picture(format));
    }
    target.ifPresent(name -> session.bind(name, influence));
    return shown;
  }

  private static List<String> others(LeavesOut fit, Optional<CallArgument> group, String by) {
    if (group.isPresent() || fit.groupings().size() == 1) {
      return List.of();
    }
    List<String> more = fit.groupings().stream().filter(g -> !g.equals(by)).toList();
    return List.of("Also: group = " + String.join(", group = ", more) + ", or group = obs.");
  }

  private static MixedInfluence.Method method(RCall read) {
    Optional<CallArgument> given = read.option("method");
    if (given.isEmpty()) {
      return null;
    }
    return switch (given.get().word().replaceAll("[_-]", "").toLowerCase(Locale.ROOT)) {
      case "exact" -> MixedInfluence.Method.EXACT;
      case "onestep" -> MixedInfluence.Method.ONE_STEP;
      default ->
          throw read.error("There is no method = " + given.get().raw() + ".", given.get().span())
              .suggesting("method is exact or one-step.");
    };
  }
}
