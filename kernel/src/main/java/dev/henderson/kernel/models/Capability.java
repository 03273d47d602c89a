package dev.henderson.kernel.models;

import dev.henderson.stats.Fitted;
import dev.henderson.stats.classical.ComparesMeans;
import dev.henderson.stats.classical.HasSumsOfSquares;
import dev.henderson.stats.lm.HasVarianceInflation;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.HasRestrictedLikelihood;
import dev.henderson.stats.model.HasVarianceParameters;
import dev.henderson.stats.model.Simulates;
import dev.henderson.stats.profile.HasProfile;
import dev.henderson.stats.resample.Bootstraps;
import dev.henderson.stats.resample.LeavesOut;
import dev.henderson.stats.variation.DividesVariance;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What only some fits can do, as magics ask for it, and what is said of a fit that cannot.
 *
 * @param <T> the interface of a fit, or of what a notebook holds of it, that can
 */
public final class Capability<T> {
  private static final String MIXED = "%lmer or %mixedlm";
  private static final String A_MIXED_MODEL = "%lmer m = y ~ x + (1 | g), data = d.";
  private static final String A_LINEAR_MODEL = "%lm m = y ~ x, data = d.";
  private static final String NO_RANDOM_EFFECTS =
      "It has no random effects. A random intercept: " + A_MIXED_MODEL;

  /** Any fit. */
  public static final Capability<Fitted> FIT =
      new Capability<>(
          Fitted.class,
          "coefficients",
          "%lm, %aov, %lmer or %mixedlm",
          "%lm m = y ~ x, data = d, or " + A_MIXED_MODEL,
          (fit, name) -> Optional.empty());

  /** Conditional modes, variances, predictions of levels. */
  public static final Capability<HasRandomEffects> RANDOM_EFFECTS =
      new Capability<>(
          HasRandomEffects.class,
          "random effects",
          MIXED,
          A_MIXED_MODEL,
          (fit, name) -> Optional.of(NO_RANDOM_EFFECTS));

  /** Variances that divide, and random effects that can be left out. */
  public static final Capability<DividesVariance> VARIANCES =
      new Capability<>(
          DividesVariance.class,
          "variances that divide",
          MIXED,
          A_MIXED_MODEL,
          (fit, name) -> Optional.of(NO_RANDOM_EFFECTS));

  /** Degrees of freedom that have to be approximated. */
  public static final Capability<HasVarianceParameters> VARIANCE_PARAMETERS =
      new Capability<>(
          HasVarianceParameters.class,
          "variance parameters",
          MIXED,
          A_MIXED_MODEL,
          (fit, name) -> Optional.empty());

  /** Fitted by the likelihood or by the restricted one. */
  public static final Capability<HasRestrictedLikelihood> RESTRICTED_LIKELIHOOD =
      new Capability<>(
          HasRestrictedLikelihood.class,
          "a restricted likelihood",
          MIXED,
          A_MIXED_MODEL,
          (fit, name) -> Optional.empty());

  /** Intervals from the likelihood. */
  public static final Capability<HasProfile> PROFILE =
      new Capability<>(
          HasProfile.class,
          "a profile likelihood",
          MIXED,
          A_MIXED_MODEL,
          (fit, name) -> Optional.empty());

  /** Responses drawn from it. */
  public static final Capability<Simulates> SIMULATION =
      new Capability<>(
          Simulates.class,
          "responses that can be drawn",
          MIXED,
          A_MIXED_MODEL,
          (fit, name) -> Optional.empty());

  /** Refits to responses drawn from it. */
  public static final Capability<Bootstraps> BOOTSTRAP =
      new Capability<>(
          Bootstraps.class,
          "refits to other responses",
          MIXED,
          A_MIXED_MODEL,
          (fit, name) -> ifExact(fit, "Its intervals are exact: %confint " + name + "."));

  /** Refits without some of the rows. */
  public static final Capability<LeavesOut> DELETION =
      new Capability<>(
          LeavesOut.class,
          "refits without some of its rows",
          MIXED,
          A_MIXED_MODEL,
          (fit, name) -> ifExact(fit, "Write %plot " + name + " for leverage and residuals."));

  /** Sums of squares, and F tests that are exact. */
  public static final Capability<HasSumsOfSquares> SUMS_OF_SQUARES =
      new Capability<>(
          HasSumsOfSquares.class,
          "sums of squares",
          "%lm, or of %aov without Error()",
          A_LINEAR_MODEL,
          (fit, name) -> Optional.empty());

  /** Variance inflation factors. */
  public static final Capability<HasVarianceInflation> VARIANCE_INFLATION =
      new Capability<>(
          HasVarianceInflation.class,
          "variance inflation factors",
          "%lm, or of %aov without Error()",
          A_LINEAR_MODEL,
          (fit, name) -> Optional.empty());

  /** Tukey's test. */
  public static final Capability<ComparesMeans> TUKEY =
      new Capability<>(
          ComparesMeans.class,
          "means with one variance",
          "%aov or %lm",
          "%aov m = y ~ A, data = d.",
          (fit, name) -> Optional.of("Write %emmeans " + name + ", pairwise ~ A."));

  private static final Set<String> FITTING = Set.of("lm", "aov", "lmer");

  private final Class<T> type;
  private final String what;
  private final String makers;
  private final String example;
  private final BiFunction<Fitted, String, Optional<String>> instead;

  private Capability(
      Class<T> type,
      String what,
      String makers,
      String example,
      BiFunction<Fitted, String, Optional<String>> instead) {
    this.type = type;
    this.what = what;
    this.makers = makers;
    this.example = example;
    this.instead = instead;
  }

  /** The fit, or what the notebook holds of it, as one that can; empty if it cannot. */
  public Optional<T> in(Fitted fitted) {
    Object able = type.isInstance(fitted.fit()) ? fitted.fit() : fitted;
    return Optional.of(able).filter(type::isInstance).map(type::cast);
  }

  /** Whether a fit can. */
  public boolean isOf(Fitted fitted) {
    return in(fitted).isPresent();
  }

  /** The fit as one that can, which was asked before. */
  public T of(Fitted fitted) {
    return in(fitted).orElseThrow();
  }

  /** Says that a fit cannot. */
  String lacking(String magic, String name, Fitted fitted) {
    String call = fitted.fit().call();
    String maker = call.substring(0, Math.max(0, call.indexOf('(')));
    return FITTING.contains(maker)
        ? "%" + magic + " takes a fit of " + makers + "; " + name + " is one of %" + maker + "."
        : "%"
            + magic
            + " takes a fit with "
            + what
            + ", as of "
            + makers
            + "; "
            + name
            + " has none.";
  }

  /** What to write instead for a fit that cannot. */
  Optional<String> instead(String name, Fitted fitted) {
    return instead.apply(fitted, name);
  }

  /** How a fit that can is made. */
  String example() {
    return example;
  }

  private static Optional<String> ifExact(Fitted fitted, String text) {
    return fitted.ofOneStratum().filter(SUMS_OF_SQUARES::isOf).map(f -> text);
  }
}
