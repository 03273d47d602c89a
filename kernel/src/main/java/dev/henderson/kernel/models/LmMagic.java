package dev.henderson.kernel.models;

import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Option;
import dev.henderson.kernel.magic.Options;
import dev.henderson.kernel.magic.RCall;
import dev.henderson.kernel.magic.Subject;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.Fitted;
import dev.henderson.stats.Lm;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.CallArgument;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.linalg.LimitedPivotQr;
import dev.henderson.stats.lm.LinearModel;
import dev.henderson.stats.lm.RobustVariance;
import dev.henderson.stats.statsmodels.PatsyFormula;
import java.util.Optional;
import java.util.Set;

/** {@code %lm m = y ~ x, data = d}: fits a linear model by least squares. */
public final class LmMagic implements FittingMagic {
  private static final Options OPTIONS =
      ModelOptions.ROWS
          .and(
              Option.word("se", "HC0", "HC1", "HC2", "HC3")
                  .shown("se = HC3", "standard errors for unequal variances: HC0, HC1, HC2, HC3"))
          .and(
              Option.of("tol")
                  .shown("tol = 1e-7", "when a column counts as a combination of earlier ones"))
          .and(
              Option.word(
                      "plots",
                      "none",
                      "all",
                      "residuals",
                      "qq",
                      "scale-location",
                      "leverage",
                      "effects")
                  .shown(
                      "plots = none",
                      "no pictures; or c(residuals, qq, scale-location, leverage, effects)"))
          .and(Option.word("cov_type", "nonrobust", "HC0", "HC1", "HC2", "HC3"))
          .and(MissingArgument.OPTION);

  @Override
  public String name() {
    return "lm";
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
    return "fits a linear model";
  }

  @Override
  public String help() {
    return """
        %lm [name =] response ~ terms, data = table [, options]

        """
        + OPTIONS.help()
        + """

        A call copied from R works as it stands: lm(y ~ x, data = d); so does statsmodels'
        smf.ols("y ~ x + C(A)", data=d).fit(cov_type="HC3"), with patsy's names.
        The result is a Java variable: m.coef(), m.tidy(), m.augment().

        %lm m = mpg ~ wt + factor(cyl), data = mtcars
        """;
  }

  @Override
  public MagicResult run(MagicCall call, Session session) {
    if (call.arguments().isBlank()) {
      throw call.error("There is no formula.", 0, 0)
          .suggesting("%lm m = mpg ~ wt + factor(cyl), data = mtcars");
    }
    RCall read = RCall.of(call, this);
    Optional<String> target = read.target();
    return Plots.shown(fitted(read, session), target, read, session);
  }

  @Override
  public boolean standsFor(String function) {
    return function.matches("lm|.*ols|.*OLS\\.from_formula");
  }

  @Override
  public Fitted fitted(MagicCall call, Session session) {
    return fitted(RCall.of(call, this), session);
  }

  private static Lm fitted(RCall read, Session session) {
    Optional<Lm> before = FittedModel.refitted(Lm.class, read, session);
    if (before.isPresent()) {
      return robust(read).map(kind -> robust(before.get(), kind, read)).orElse(before.get());
    }
    read.requireFunction(Set.of("lm", "ols", "OLS.from_formula"));
    Formula written = read.placed(read.syntax()::formula);
    double tolerance =
        read.option("tol").map(a -> read.placed(a::asNumber)).orElse(LimitedPivotQr.TOLERANCE);
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw read.error("tol is a small positive number.", read.option("tol").get().span())
          .suggesting("Write tol = 1e-7.");
    }
    ModelFrame frame = read.data(session);
    DesignOptions options = ModelOptions.of(read);
    Formula formula = written;
    if (read.syntax().function().filter(f -> !f.equals("lm")).isPresent()) {
      PatsyFormula patsy = read.placed(() -> PatsyFormula.of(written, frame));
      formula = patsy.formula();
      options = options.withColumnNames(patsy.columnNames()).withMissing(MissingArgument.of(read));
    }
    return fit(read, formula, frame, options, tolerance, session);
  }

  private static Lm fit(
      RCall read,
      Formula formula,
      ModelFrame frame,
      DesignOptions options,
      double tolerance,
      Session session) {
    formula
        .terms()
        .error()
        .ifPresent(
            e -> {
              throw read.error("Error() makes strata, which a linear model has not.", e.span())
                  .coded("design")
                  .suggesting("Write %aov instead of %lm.");
            });
    Optional<RobustVariance.Kind> robust = robust(read);
    Lm plain =
        read.placed(
            () ->
                Lm.of(
                    LinearModel.of(formula, frame, options)
                        .fit(tolerance, session.cancellation())));
    return robust.map(kind -> robust(plain, kind, read)).orElse(plain);
  }

  private static Lm robust(Lm plain, RobustVariance.Kind kind, RCall read) {
    try {
      return plain.robust(kind);
    } catch (IllegalArgumentException e) {
      CallArgument se = read.option("se").or(() -> read.option("cov_type")).orElseThrow();
      throw read.error(e.getMessage(), se.span()).coded("design").causedBy(e);
    }
  }

  /** {@code se = HC3}, or {@code cov_type="HC3"} as statsmodels has it. */
  private static Optional<RobustVariance.Kind> robust(RCall read) {
    Optional<CallArgument> given =
        read.option("se")
            .or(() -> read.option("cov_type"))
            .filter(a -> !a.raw().replaceAll("[\"']", "").equals("nonrobust"));
    return given.map(
        a -> {
          try {
            return RobustVariance.Kind.named(a.raw());
          } catch (IllegalArgumentException e) {
            throw read.error(e.getMessage(), a.span()).causedBy(e);
          }
        });
  }
}
