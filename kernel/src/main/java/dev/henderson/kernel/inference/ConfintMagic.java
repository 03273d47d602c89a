package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.DdfOption;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Lmer;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.infer.Bootstrap;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.infer.ProfileIntervals;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.report.ConfintReport;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code %confint m, method = profile}: confidence intervals of parameters. */
public final class ConfintMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
              Option.word("method", "profile", "wald", "boot"),
              Option.of("level").shown("level = 0.9", "another level than 0.95"),
              Option.of("parm")
                  .shown("parm = \"Days\"", "one parameter, or c(\"sigma\", \"sd_Days|Subject\")"))
          .alsoUnderstood("ddf", "n", "nsim", "seed", "type");

  @Override
  public String name() {
    return "confint";
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
    return "gives confidence intervals of the parameters of a fit";
  }

  @Override
  public String help() {
    return """
        %confint m                    profile likelihood: SDs, correlations, sigma, fixed effects
        %confint m, method = wald     fixed effects: estimate ± t × SE; ddf = as in the summary
        %confint m, method = boot     parametric bootstrap; n = 1000, seed = 1, type = basic

        """
        + OPTIONS.help()
        + """

        Names are those of R's confint(m, oldNames = FALSE).
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, OPTIONS);
    read.requireFunction(Set.of("confint"));
    Lmer fit = FittedModel.of(read, call, session);
    LmmFit lmm = fit.fit();
    double level = NumberOptions.level(read);
    String method =
        read.option("method")
            .map(a -> a.raw().replaceAll("[\"'\\s]", "").toLowerCase(Locale.ROOT))
            .orElse("profile");
    return switch (method) {
      case "profile" -> {
        List<String> terms = terms(read);
        List<Interval> rows =
            Inference.placed(read, "parm", () -> ProfileIntervals.of(lmm, level, terms));
        List<String> refitted =
            lmm.reml()
                ? List.of(
                    "The likelihood was profiled around the fit by maximum likelihood, whose"
                        + " estimates these are.")
                : List.of();
        yield MagicResult.of(
            ConfintReport.of(lmm, rows, level, method, "from the profile likelihood")
                .noting("refitted", refitted));
      }
      case "wald" -> {
        DegreesOfFreedom ddf = DdfOption.of(read, fit.coefficients().ddf());
        List<Interval> rows =
            Inference.placed(read, "ddf", () -> CoefficientTable.of(lmm, ddf, level))
                .rows()
                .stream()
                .map(r -> new Interval(r.term(), r.estimate(), r.confLow(), r.confHigh()))
                .toList();
        yield MagicResult.of(
            ConfintReport.of(lmm, rows, level, method, "by estimate and standard error"));
      }
      case "boot", "bootstrap" -> {
        Bootstrap bootstrap = BootstrapMagic.draw(read, lmm, session);
        yield MagicResult.of(
            ConfintReport.of(
                lmm,
                bootstrap.intervals(level, BootstrapMagic.type(read)),
                level,
                "boot",
                "from a parametric bootstrap, seed " + bootstrap.seed()));
      }
      default ->
          throw read.error(
                  "There is no method = " + read.option("method").orElseThrow().raw() + ".",
                  read.option("method").orElseThrow().span())
              .suggesting("method is profile, wald or boot.");
    };
  }

  private static List<String> terms(RCall read) {
    return read.option("parm").map(a -> read.placed(() -> names(a))).orElse(List.of());
  }

  private static List<String> names(CallArgument argument) {
    return argument.asNames();
  }
}
