package dev.henderson.kernel.models;

import dev.henderson.kernel.display.CellNotation;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.MixedLm;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.mixed.FitOptions;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.statsmodels.MixedLmModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code %mixedlm m = "y ~ x", data=d, groups="id"}: a mixed model as statsmodels is told of it.
 */
public final class MixedLmMagic implements FittingMagic {
  /** Arguments of statsmodels that steer its optimisers, of which there is no need here. */
  private static final Set<String> UNNEEDED =
      Set.of(
          "method",
          "maxiter",
          "disp",
          "full_output",
          "start_params",
          "niter_sa",
          "use_sparse",
          "eval_env",
          "gtol",
          "eps",
          "ftol",
          "tol",
          "maxls",
          "maxcor");

  /** Arguments of statsmodels that make another model of it. */
  private static final Set<String> REFUSED = Set.of("free", "fe_pen", "cov_pen", "do_cg");

  private static final Options OPTIONS =
      Options.of(
              Option.of("formula"),
              Option.of("data", Option.Takes.TABLE),
              Option.of("groups", Option.Takes.COLUMNS)
                  .shown(
                      "groups=\"id\"",
                      "the rows that belong together; also d[\"id\"]; 1 for one group"),
              Option.of("re_formula", Option.Takes.COLUMNS)
                  .shown(
                      "re_formula=\"~x\"", "correlated intercepts and slopes of x between groups"),
              Option.of("vc_formula", Option.Takes.COLUMNS)
                  .shown(
                      "vc_formula={\"a\": \"0 + C(a)\"}",
                      "one variance between the levels of a within groups"),
              Option.of("reml", Option.Takes.BOOLEAN)
                  .shown("reml=False", "maximum likelihood instead of REML"),
              DdfOption.OPTION.shown(
                  "ddf=satterthwaite",
                  "t tests, also kenward-roger; z tests as statsmodels without"),
              Option.of("subset", Option.Takes.COLUMNS).shown("subset = x > 3", "the rows to use"),
              Option.word("plots", Plots.words(Plots.OF_MIXED))
                  .shown("plots=none", "no pictures; or c(residuals, caterpillar)"),
              MissingArgument.OPTION)
          .and(Option.of("REML", Option.Takes.BOOLEAN))
          .alsoUnderstood(UNNEEDED.toArray(String[]::new))
          .alsoUnderstood(REFUSED.toArray(String[]::new));

  @Override
  public String name() {
    return "mixedlm";
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
    return "fits a linear mixed model given as to Python's statsmodels";
  }

  @Override
  public String help() {
    return """
        %mixedlm [name =] "response ~ terms", data=table, groups="column" [, arguments]

        """
        + OPTIONS.help()
        + """

        A call copied from Python works as it stands, with its .fit(...):
        smf.mixedlm("y ~ C(A)*C(B)", d, groups=d["id"]).fit(reml=False, method=["lbfgs"])
        The equivalent call of lmer is shown with the result. The result is a Java variable, and
        all that takes an %lmer takes it.

        %mixedlm m = "Reaction ~ Days", data=sleepstudy, groups="Subject", re_formula="~Days"
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    if (call.arguments().isBlank()) {
      throw call.error("There is no formula.", 0, 0)
          .suggesting("%mixedlm m = \"Reaction ~ Days\", data=sleepstudy, groups=\"Subject\"");
    }
    RCall read = RCall.of(call, this);
    Optional<String> target = read.target();
    Plots.check(read, Plots.OF_MIXED);
    MixedLm result = fitted(call, read, session);
    MagicResult summary = MagicResult.of(result.report().noting("option", unneeded(read)));
    MagicResult shown = Plots.of(read, result).addTo(summary, session.config());
    target.ifPresent(name -> session.bind(name, result));
    return shown;
  }

  @Override
  public boolean standsFor(String function) {
    return function.toLowerCase(Locale.ROOT).contains("mixedlm");
  }

  @Override
  public Fitted fitted(MagicCall call, Session session) {
    return fitted(call, RCall.of(call, this), session);
  }

  private static MixedLm fitted(MagicCall call, RCall read, Session session) {
    Optional<MixedLm> before = FittedModel.refitted(MixedLm.class, read, session);
    if (before.isEmpty()) {
      requireFunction(call, read);
    }
    for (String option : REFUSED) {
      if (read.option(option).isPresent()) {
        throw read.error(
                "The argument " + option + " is not read here: it makes another model.",
                read.option(option).get().nameSpan())
            .suggesting(
                option.equals("free")
                    ? "For independent effects write re_formula=\"1\", vc_formula={\"x\": \"0 + x\"}."
                    : "Leave it out.");
      }
    }
    DegreesOfFreedom ddf = DdfOption.of(read, DegreesOfFreedom.NONE);
    boolean reml =
        read.option("reml")
            .or(() -> read.option("REML"))
            .map(a -> read.placed(a::asBoolean))
            .orElse(true);
    if (!reml && ddf == DegreesOfFreedom.KENWARD_ROGER) {
      throw read.error(
              "Kenward-Roger's method is for fits by REML.",
              read.option("ddf").orElseThrow().span())
          .suggesting("Leave reml=False out, or use ddf=satterthwaite.");
    }
    FitOptions options = FitWatch.over(FitOptions.defaults().withReml(reml), session);
    return before.isPresent() ? before.get().refit(options, ddf) : fit(read, session, options, ddf);
  }

  private static void requireFunction(MagicCall call, RCall read) {
    Optional<String> function = read.syntax().function();
    if (function.filter(f -> f.endsWith(".fit")).isPresent()) {
      String name = function.get().replaceFirst("\\.fit$", "");
      throw call.error("There is no model " + name + " of %mixedlm.", 0, 0)
          .coded("unknown-fit")
          .suggesting("Make it first: %mixedlm " + name + " = smf.mixedlm(\"y ~ x\", ...).");
    }
    if (function.filter(f -> f.equals("MixedLM") || f.endsWith(".MixedLM")).isPresent()) {
      throw call.error("MixedLM() takes matrices, which are not read here.", 0, 0)
          .suggesting("Write MixedLM.from_formula(\"y ~ x\", groups=\"g\", data=d).");
    }
    read.requireFunction(Set.of("mixedlm", "MixedLM.from_formula"));
  }

  private static MixedLm fit(
      RCall read, Session session, FitOptions options, DegreesOfFreedom ddf) {
    requireFormula(read, session);
    Formula formula = read.placed(read.syntax()::formula);
    ModelFrame frame = read.data(session);
    Optional<MixedLmModel.Groups> groups =
        read.option("groups").map(a -> GroupsArgument.of(read, a, frame));
    Optional<Formula> effects =
        read.option("re_formula").filter(a -> !isNone(a)).map(a -> read.placed(a::terms));
    Map<String, Formula> components =
        read.option("vc_formula")
            .filter(a -> !isNone(a))
            .map(a -> components(read, a, session))
            .orElse(Map.of());
    DesignOptions design = ModelOptions.of(read).withMissing(MissingArgument.of(read));
    return read.placed(
        () -> {
          MixedLmModel model = MixedLmModel.of(formula, frame, groups, effects, components);
          try {
            return MixedLm.fit(model, design, options, ddf);
          } catch (FitException e) {
            throw read.error(CellNotation.message(e), formula.span()).coded("fit").causedBy(e);
          }
        });
  }

  /** Variables of Python that hold a formula or a dict: those of Java go in by ${name}. */
  private static void requireFormula(RCall read, Session session) {
    Optional<CallArgument> formula =
        read.option("formula").or(() -> read.syntax().positional().stream().findFirst());
    if (formula.filter(a -> a.raw().matches("\\w+")).isPresent()) {
      throw variable(read, formula.get(), "\"y ~ x\"", "formula", session);
    }
  }

  private static Map<String, Formula> components(
      RCall read, CallArgument argument, Session session) {
    if (argument.raw().matches("\\w+")) {
      throw variable(read, argument, "{\"a\": \"0 + C(a)\"}", "dict of formulas", session);
    }
    return read.placed(argument::asTerms);
  }

  private static MagicException variable(
      RCall read, CallArgument argument, String example, String what, Session session) {
    String name = argument.raw();
    boolean text = session.has(name) && session.get(name) instanceof String;
    return read.error(name + " is no " + what + ".", argument.span())
        .suggesting(
            text
                ? "The value of a Java variable goes in by ${" + name + "}."
                : "Write it here, as "
                    + example
                    + "; or as a text of Java, String "
                    + name
                    + " = ..., which goes in by ${"
                    + name
                    + "}.");
  }

  private static boolean isNone(CallArgument argument) {
    return argument.raw().equals("None");
  }

  /** What is said of arguments that were given and not needed. */
  private static List<String> unneeded(RCall read) {
    List<String> out = new ArrayList<>();
    for (String name : read.syntax().named().keySet()) {
      if (name.equals("method")) {
        out.add(
            "method names an optimiser of SciPy; the search here has exact gradients and needs no"
                + " other.");
      } else if (UNNEEDED.contains(name)) {
        out.add("The argument " + name + " is not needed here and was not used.");
      }
    }
    return out;
  }
}
