package dev.henderson.kernel.inference;

import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.models.Capability;
import dev.henderson.kernel.models.DdfOption;
import dev.henderson.kernel.models.FittedModel;
import dev.henderson.kernel.models.ProfilePictures;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.document.TidyTable;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.profile.HasProfile;
import dev.henderson.stats.profile.Profile;
import dev.henderson.stats.report.BootstrapReport;
import dev.henderson.stats.report.ConfintReport;
import dev.henderson.stats.resample.Bootstrap;
import dev.henderson.stats.resample.Bootstraps;
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

  /** The methods there are, and what each asks of a fit. */
  private static final Map<String, Capability<?>> METHODS =
      Map.of("wald", Capability.FIT, "profile", Capability.PROFILE, "boot", Capability.BOOTSTRAP);

  /** Options that ask something of a fit. */
  private static final Map<String, Capability<?>> NEEDS =
      Map.of(
          "ddf",
          Capability.VARIANCE_PARAMETERS,
          "n",
          Capability.BOOTSTRAP,
          "nsim",
          Capability.BOOTSTRAP,
          "seed",
          Capability.BOOTSTRAP,
          "type",
          Capability.BOOTSTRAP,
          "plots",
          Capability.PROFILE);

  /** Options that one method reads. */
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
    Fitted fit = FittedModel.ofOneStratum(FittedModel.of(read, call, session), read, call);
    wanted(read);
    String method = method(read, fit);
    return switch (method) {
      case "profile" -> profile(read, fit, target, session);
      case "boot" -> boot(read, fit, target, session);
      default -> wald(read, fit, target, session);
    };
  }

  /** What {@code method =} says: profile where the fit has one and it says nothing, else wald. */
  private static String method(RCall read, Fitted fit) {
    for (Map.Entry<String, Capability<?>> needs : NEEDS.entrySet()) {
      Optional<CallArgument> given = read.option(needs.getKey());
      if (given.isPresent() && !needs.getValue().isOf(fit)) {
        throw read.error(needs.getKey() + " = is for mixed models.", given.get().nameSpan());
      }
    }
    Optional<CallArgument> asked = read.option("method");
    String method =
        asked
            .map(a -> a.word().toLowerCase(Locale.ROOT).replaceFirst("^bootstrap$", "boot"))
            .orElse(Capability.PROFILE.isOf(fit) ? "profile" : "wald");
    Capability<?> needed = METHODS.get(method);
    if (needed == null && Capability.PROFILE.isOf(fit)) {
      throw read.error("There is no method = " + asked.get().raw() + ".", asked.get().span())
          .suggesting("method is profile, wald or boot.");
    }
    if (needed == null || !needed.isOf(fit)) {
      boolean exact = Capability.SUMS_OF_SQUARES.isOf(fit);
      throw read.error(
              (exact ? "A linear model" : "Such a fit")
                  + " has no method = "
                  + asked.get().raw()
                  + ".",
              asked.get().span())
          .suggesting(
              exact
                  ? "Its t intervals are exact: leave method out."
                  : "Its intervals are estimate ± quantile × SE: leave method out.");
    }
    if (!method.equals("profile") && read.option("plots").isPresent()) {
      throw read.error("Only profiles have pictures.", read.option("plots").get().span())
          .suggesting("Leave out plots =, or take method = profile.");
    }
    for (Map.Entry<String, String> only : ONLY.entrySet()) {
      Optional<CallArgument> given = read.option(only.getKey());
      if (given.isPresent() && !method.equals(only.getValue())) {
        throw read.error(only.getKey() + " = goes with another method.", given.get().nameSpan())
            .suggesting("Write method = " + only.getValue() + ", or leave it out.");
      }
    }
    return method;
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
      RCall read, Fitted fitted, Optional<String> target, Session session) {
    HasProfile fit = Capability.PROFILE.of(fitted);
    double level = NumberOptions.level(read);
    List<String> terms = names(read);
    List<String> pictures = ProfilePictures.wanted(read);
    List<Interval> rows;
    MagicResult pictured = MagicResult.none();
    if (target.isEmpty() && pictures.isEmpty()) {
      // Curves take several times as long as limits.
      rows = Inference.placed(read, wanted(read), () -> fit.profileIntervals(level, terms));
    } else {
      Profile profile =
          Inference.placed(
              read,
              wanted(read),
              () -> fit.profile(level, terms, session.front().progress("Profile")));
      rows = profile.intervals();
      pictured = ProfilePictures.show(profile, pictures, session.config());
      target.ifPresent(name -> session.bind(name, profile));
    }
    MagicResult shown = MagicResult.of(ConfintReport.profiled(fitted.fit(), rows, level));
    for (Object picture : pictured.displays()) {
      shown = shown.and(picture);
    }
    return shown;
  }

  /** Estimate and standard error, by t or z. */
  private static MagicResult wald(
      RCall read, Fitted fit, Optional<String> target, Session session) {
    double level = NumberOptions.level(read);
    boolean mixed = Capability.VARIANCE_PARAMETERS.isOf(fit);
    WaldTests tests =
        Inference.placed(
            read,
            "ddf",
            () ->
                read.option("ddf").isPresent()
                    ? WaldTests.of(fit.fit(), DdfOption.of(read, DegreesOfFreedom.of(fit.fit())))
                    : fit.tests());
    List<Interval> all =
        Inference.placed(read, "ddf", () -> CoefficientTable.of(tests, level)).rows().stream()
            .map(r -> new Interval(r.term(), r.estimate(), r.confLow(), r.confHigh()))
            .toList();
    List<Interval> rows = only(read, all, mixed ? "fixed effect" : "coefficient");
    target.ifPresent(
        name -> session.bind(name, TidyTable.of(name, ConfintReport.tidy(rows, "wald"))));
    String how =
        mixed
            ? "by estimate and standard error"
            : !tests.errors().isEmpty()
                ? "by " + tests.errors()
                : "by the " + (tests.ddf().isAsymptotic() ? "normal" : "t") + " distribution";
    return MagicResult.of(ConfintReport.of(fit.fit(), rows, level, "wald", how));
  }

  private static MagicResult boot(
      RCall read, Fitted fitted, Optional<String> target, Session session) {
    Bootstraps fit = Capability.BOOTSTRAP.of(fitted);
    double level = NumberOptions.level(read);
    Bootstrap.Method type = BootstrapMagic.type(read);
    ResampleOptions options = BootstrapMagic.options(read, session);
    Bootstrap bootstrap = Inference.placed(read, "n", () -> fit.bootstrap(options, List.of()));
    List<String> terms = names(read);
    if (!terms.isEmpty()) {
      only(read, bootstrap.intervals(level, Bootstrap.Method.PERCENTILE), "parameter");
    }
    MagicResult shown = MagicResult.of(BootstrapReport.intervals(bootstrap, level, type, terms));
    target.ifPresent(name -> session.bind(name, bootstrap));
    return shown;
  }
}
