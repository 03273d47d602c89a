package dev.henderson.kernel.inference;

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
import dev.henderson.stats.document.Report;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.profile.HasProfile;
import dev.henderson.stats.report.VarCorrReport;
import dev.henderson.stats.resample.Bootstrap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code %varcorr m}: standard deviations and correlations with intervals, ICC, R², components. */
public final class VarCorrMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
              Option.word("method", "profile", "boot", "none")
                  .shown(
                      "method = boot",
                      "intervals from a parametric bootstrap; none: no intervals, for\n"
                          + "large data"),
              Option.of("n").shown("n = 1000", "replicates of the bootstrap"),
              Option.of("seed").shown("seed = 1", "the same seed gives the same replicates"),
              Option.word("type", "percentile", "basic", "bca")
                  .shown("type = bca", "of the bootstrap's intervals; percentile, basic"),
              Option.of("level").shown("level = 0.9", "another level than 0.95"))
          .alsoUnderstood("nsim");

  @Override
  public String name() {
    return "varcorr";
  }

  @Override
  public List<String> aliases() {
    return List.of("icc", "r2", "rePCA");
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
    return "shows what varies: SDs and correlations with intervals, ICC, R\u00b2, components";
  }

  @Override
  public String help() {
    return """
        %varcorr m       random effects with intervals from the profile likelihood; the shares of
                         the variance: ICC of each grouping, marginal and conditional R²; principal
                         components where a grouping has several effects

        """
        + OPTIONS.help()
        + """

        %icc m, %r2 m and %rePCA m are the same.
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("VarCorr", "varcorr", "icc", "r2", "rePCA"));
    read.requireAtMost(1, "Only the fit goes without one.");
    Fitted fitted = FittedModel.of(Capability.VARIANCES, read, call, session);
    double level = NumberOptions.level(read);
    Optional<CallArgument> given = read.option("method");
    String method = given.map(a -> a.word().toLowerCase(Locale.ROOT)).orElse("profile");
    return switch (method) {
      case "none" -> MagicResult.of(report(fitted, List.of(), level));
      case "profile" -> {
        HasProfile profile = FittedModel.able(Capability.PROFILE, fitted, read, call);
        List<String> terms = profile.covarianceTerms();
        List<Interval> rows =
            Inference.placed(read, "method", () -> profile.profileIntervals(level, terms));
        yield MagicResult.of(
            report(fitted, rows, level)
                .noting("intervals", List.of("Intervals are from the profile likelihood.")));
      }
      case "boot", "bootstrap" -> {
        Bootstrap bootstrap =
            FittedModel.able(Capability.BOOTSTRAP, fitted, read, call)
                .bootstrap(BootstrapMagic.options(read, session), List.of());
        Bootstrap.Method type = BootstrapMagic.type(read);
        Report report =
            report(fitted, bootstrap.intervals(level, type), level)
                .noting(
                    "intervals",
                    List.of(
                        "Intervals are from a parametric bootstrap of "
                            + bootstrap.size()
                            + " replicates, seed "
                            + bootstrap.seed()
                            + "."));
        yield MagicResult.of(report);
      }
      default ->
          throw read.error(
                  "There is no method = " + given.orElseThrow().raw() + ".",
                  given.orElseThrow().span())
              .suggesting("method is profile, boot or none.");
    };
  }

  private static Report report(Fitted fitted, List<Interval> intervals, double level) {
    return VarCorrReport.of(
        fitted.fit(),
        Capability.RANDOM_EFFECTS.of(fitted),
        Capability.VARIANCES.of(fitted),
        intervals,
        level);
  }
}
