package dev.henderson.stats.emm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All that can be asked about marginal means at once. Immutable.
 *
 * @param spec which means
 * @param at values of variables in the grid
 * @param weighting of what is averaged over
 * @param covariate whose slopes are asked for instead of means
 * @param methods contrasts, one, or for an interaction one per factor; none for means alone
 * @param interaction whether contrasts of contrasts are asked for
 * @param options of the table of contrasts, or of the means if there are none
 * @param joint whether the contrasts of each group are tested together
 * @param letters whether means get letters
 * @param effects whether differences are given in standard deviations
 * @param sigma the standard deviation for them; NaN for the fit's
 * @param sigmaDf degrees of freedom it is known with; NaN for the fit's
 */
public record EmmQuestion(
    EmmSpec spec,
    Map<String, List<String>> at,
    Weighting weighting,
    Optional<String> covariate,
    List<ContrastMethod> methods,
    boolean interaction,
    EmmOptions options,
    boolean joint,
    boolean letters,
    boolean effects,
    double sigma,
    double sigmaDf) {
  /** Copies map and lists. */
  public EmmQuestion {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    at.forEach((k, v) -> copy.put(k, List.copyOf(v)));
    at = java.util.Collections.unmodifiableMap(copy);
    methods = List.copyOf(methods);
  }

  /** The means, and the contrasts if the spec names some. */
  public static EmmQuestion of(EmmSpec spec) {
    Builder b = new Builder(spec);
    spec.method().ifPresent(m -> b.methods = List.of(ContrastMethod.named(m)));
    return b.build();
  }

  /** With a grid of its own. */
  public EmmQuestion withGrid(Map<String, List<String>> values, Weighting weights) {
    return with(
        b -> {
          b.at = values;
          b.weighting = weights;
        });
  }

  /** About the slopes of a covariate. */
  public EmmQuestion ofSlopes(String name) {
    return with(b -> b.covariate = Optional.of(name));
  }

  /** With contrasts. */
  public EmmQuestion withContrasts(ContrastMethod method) {
    return with(
        b -> {
          b.methods = List.of(method);
          b.interaction = false;
        });
  }

  /** With contrasts of contrasts. */
  public EmmQuestion withInteraction(List<ContrastMethod> perFactor) {
    return with(
        b -> {
          b.methods = perFactor;
          b.interaction = true;
        });
  }

  /** With other options. */
  public EmmQuestion withOptions(EmmOptions other) {
    return with(b -> b.options = other);
  }

  /** With joint tests. */
  public EmmQuestion withJointTests() {
    return with(b -> b.joint = true);
  }

  /** With letters. */
  public EmmQuestion withLetters() {
    return with(b -> b.letters = true);
  }

  /** With effect sizes by a standard deviation; NaN for the fit's. */
  public EmmQuestion withEffects(double standardDeviation, double df) {
    return with(
        b -> {
          b.effects = true;
          b.sigma = standardDeviation;
          b.sigmaDf = df;
        });
  }

  private EmmQuestion with(Consumer<Builder> change) {
    Builder b = new Builder(spec);
    b.at = at;
    b.weighting = weighting;
    b.covariate = covariate;
    b.methods = methods;
    b.interaction = interaction;
    b.options = options;
    b.joint = joint;
    b.letters = letters;
    b.effects = effects;
    b.sigma = sigma;
    b.sigmaDf = sigmaDf;
    change.accept(b);
    return b.build();
  }

  /** A question while it is being put; at first about nothing but the means. */
  private static final class Builder {
    final EmmSpec spec;
    Map<String, List<String>> at = Map.of();
    Weighting weighting = Weighting.EQUAL;
    Optional<String> covariate = Optional.empty();
    List<ContrastMethod> methods = List.of();
    boolean interaction;
    EmmOptions options = EmmOptions.defaults();
    boolean joint;
    boolean letters;
    boolean effects;
    double sigma = Double.NaN;
    double sigmaDf = Double.NaN;

    Builder(EmmSpec spec) {
      this.spec = spec;
    }

    EmmQuestion build() {
      return new EmmQuestion(
          spec,
          at,
          weighting,
          covariate,
          methods,
          interaction,
          options,
          joint,
          letters,
          effects,
          sigma,
          sigmaDf);
    }
  }
}
