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
import dev.henderson.kernel.models.ProfilePictures;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.Lm;
import dev.henderson.stats.MixedFitted;
import dev.henderson.stats.document.TidyTable;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.profile.Profile;
import dev.henderson.stats.profile.ProfileIntervals;
import dev.henderson.stats.report.BootstrapReport;
import dev.henderson.stats.report.ConfintReport;
import dev.henderson.stats.resample.Bootstrap;
import dev.henderson.stats.resample.ResampleOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code %confint m, method = profile}: confidence intervals of parameters. */
public final class ConfintMagic implements Magic {
  private static final Options OPTIONS =
      Options.of(
              Option.word("method", "profile", "wald", "boot"),
              Option.of("level").shown("level = 0.9", "another level than 0.95"),
              Option.of("parm")
                  .shown("parm = \"Days\"", "one parameter, or c(\"sigma\", \"sd_Days|Subject\")"),
              Option.word("plots", "TRUE", "zeta", "density", "FALSE")
                  .shown("plots = TRUE", "with the profiles: zeta plots and densities"))
          .and(Option.word("ddf", DdfOption.OPTION.words().toArray(String[]::new)))
          .and(Option.word("type", "percentile", "basic", "bca"))
          .alsoUnderstood("n", "nsim", "seed");

  /** Options that one method of mixed models reads. */
  private static final Map<String, String> ONLY =
      Map.of("ddf", "wald", "n", "boot", "nsim", "boot", "seed", "boot", "type", "boot");

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
        %confint [name =] m           profile likelihood: SDs, correlations, sigma, fixed effects
        %confint m, method = wald     fixed effects: estimate ± t × SE; ddf = as in the summary
        %confint m, x                 of one parameter, or c("x", "sigma")
        %confint m, method = boot     parametric bootstrap; n = 1000, seed = 1, type = percentile,
                                      basic or bca

        """
        + OPTIONS.help()
        + """

        A name keeps what the intervals came from: a Profile (%plot name draws it), a Bootstrap, or
        for Wald intervals a table. Names are those of R's confint(m, oldNames = FALSE).
        A linear model has t intervals, with the standard errors it was fitted with (se = HC3).
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    RCall read = RCall.of(call, this);
    read.requireFunction(Set.of("confint"));
    Optional<String> target = read.target();
    Fitted any = FittedModel.of(Fitted.class, read, call, session);
    if (!(any instanceof MixedFitted fit)) {
      return linear(FittedModel.linear(any, read, call), read, target, session);
    }
    wanted(read);
    String method =
        read.option("method").map(a -> a.word().toLowerCase(Locale.ROOT)).orElse("profile");
    if (!method.equals("profile") && read.option("plots").isPresent()) {
      throw read.error("Only profiles have pictures.", read.option("plots").get().span())
          .suggesting("Leave out plots =, or take method = profile.");
    }
    for (Map.Entry<String, String> only : ONLY.entrySet()) {
      Optional<CallArgument> given = read.option(only.getKey());
      if (given.isPresent() && !method.startsWith(only.getValue())) {
        throw read.error(only.getKey() + " = goes with another method.", given.get().nameSpan())
            .suggesting("Write method = " + only.getValue() + ", or leave it out.");
      }
    }
    return switch (method) {
      case "profile" -> profile(read, fit.fit(), target, session);
      case "wald" -> wald(read, fit, target, session);
      case "boot", "bootstrap" -> boot(read, fit.fit(), target, session);
      default ->
          throw read.error(
                  "There is no method = " + read.option("method").orElseThrow().raw() + ".",
                  read.option("method").orElseThrow().span())
              .suggesting("method is profile, wald or boot.");
    };
  }

  /** {@code parm =}, or the argument after the fit as R has it. */
  private static Optional<CallArgument> wanted(RCall read) {
    read.requireAtMost(2, "Several parameters are c(\"a\", \"b\"); write level = 0.9.");
    List<CallArgument> positional = read.syntax().positional();
    Optional<CallArgument> named = read.option("parm");
    if (positional.size() < 2) {
      return named;
    }
    if (named.isPresent()) {
      throw read.error("The parameters are given twice.", positional.get(1).span())
          .suggesting("Keep parm = " + named.get().raw() + ".");
    }
    return Optional.of(positional.get(1));
  }

  /** The parameters wanted, by name; none for all. */
  private static List<String> names(RCall read) {
    return wanted(read).map(a -> read.placed(() -> names(a))).orElse(List.of());
  }

  /** Names as the tables write them, such as {@code A2:B1} or {@code factor(A)2}, also bare. */
  private static List<String> names(CallArgument argument) {
    boolean bare = argument.raw().matches("[^\"'\\[]*") && !argument.raw().matches("(c|list)\\(.*");
    return bare ? List.of(argument.word()) : argument.asNames();
  }

  /** The rows wanted. */
  private static List<Interval> only(RCall read, List<Interval> rows, String what) {
    List<String> wanted = names(read);
    List<String> known = rows.stream().map(Interval::term).toList();
    for (String term : wanted) {
      if (!known.contains(term)) {
        throw read.error("There is no " + what + " " + term + ".", wanted(read).get().span())
            .suggesting("There are: " + String.join(", ", known) + ".");
      }
    }
    return rows.stream().filter(r -> wanted.isEmpty() || wanted.contains(r.term())).toList();
  }

  private static MagicResult profile(
      RCall read, LmmFit fit, Optional<String> target, Session session) {
    double level = NumberOptions.level(read);
    List<String> terms = names(read);
    List<String> pictures = ProfilePictures.wanted(read);
    List<Interval> rows;
    MagicResult pictured = MagicResult.none();
    if (target.isEmpty() && pictures.isEmpty()) {
      // Curves take several times as long as limits.
      rows = Inference.placed(read, wanted(read), () -> ProfileIntervals.of(fit, level, terms));
    } else {
      Profile profile =
          Inference.placed(
              read,
              wanted(read),
              () -> Profile.of(fit, level, terms, session.front().progress("Profile")));
      rows = profile.intervals();
      pictured = ProfilePictures.show(profile, pictures, session.config());
      target.ifPresent(name -> session.bind(name, profile));
    }
    MagicResult shown = MagicResult.of(ConfintReport.profiled(fit, rows, level));
    for (Object picture : pictured.displays()) {
      shown = shown.and(picture);
    }
    return shown;
  }

  /** A linear model: exact t intervals, as R's. */
  private static MagicResult linear(Lm lm, RCall read, Optional<String> target, Session session) {
    double level = NumberOptions.level(read);
    for (String option : List.of("ddf", "n", "nsim", "seed", "type", "plots")) {
      if (read.option(option).isPresent()) {
        throw read.error(option + " = is for mixed models.", read.option(option).get().nameSpan());
      }
    }
    Optional<CallArgument> method = read.option("method");
    if (method.isPresent() && !method.get().word().equalsIgnoreCase("wald")) {
      throw read.error(
              "A linear model has no method = " + method.get().raw() + ".", method.get().span())
          .suggesting("Its t intervals are exact: leave method out.");
    }
    List<Interval> rows = lm.confint(level);
    List<Interval> shown = only(read, rows, "coefficient");
    String how =
        lm.standardErrors().isEmpty() ? "by the t distribution" : "by " + lm.standardErrors();
    target.ifPresent(
        name -> session.bind(name, TidyTable.of(name, ConfintReport.tidy(shown, "wald"))));
    return MagicResult.of(ConfintReport.of(lm.fit(), shown, level, how));
  }

  private static MagicResult wald(
      RCall read, MixedFitted fit, Optional<String> target, Session session) {
    double level = NumberOptions.level(read);
    DegreesOfFreedom ddf = DdfOption.of(read, fit.coefficients().ddf());
    List<Interval> all =
        Inference.placed(read, "ddf", () -> CoefficientTable.of(fit.fit(), ddf, level))
            .rows()
            .stream()
            .map(r -> new Interval(r.term(), r.estimate(), r.confLow(), r.confHigh()))
            .toList();
    List<Interval> rows = only(read, all, "fixed effect");
    target.ifPresent(
        name -> session.bind(name, TidyTable.of(name, ConfintReport.tidy(rows, "wald"))));
    return MagicResult.of(
        ConfintReport.of(fit.fit(), rows, level, "wald", "by estimate and standard error"));
  }

  private static MagicResult boot(
      RCall read, LmmFit fit, Optional<String> target, Session session) {
    double level = NumberOptions.level(read);
    Bootstrap.Method type = BootstrapMagic.type(read);
    ResampleOptions options = BootstrapMagic.options(read, session);
    Bootstrap bootstrap = Inference.placed(read, "n", () -> Bootstrap.of(fit, options, List.of()));
    List<String> terms = names(read);
    if (!terms.isEmpty()) {
      only(read, bootstrap.intervals(level, Bootstrap.Method.PERCENTILE), "parameter");
    }
    MagicResult shown = MagicResult.of(BootstrapReport.intervals(bootstrap, level, type, terms));
    target.ifPresent(name -> session.bind(name, bootstrap));
    return shown;
  }
}
