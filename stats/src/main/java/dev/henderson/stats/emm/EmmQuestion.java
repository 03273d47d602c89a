package dev.henderson.stats.emm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    return new EmmQuestion(
        spec,
        Map.of(),
        Weighting.EQUAL,
        Optional.empty(),
        spec.method().map(ContrastMethod::named).map(List::of).orElse(List.of()),
        false,
        EmmOptions.defaults(),
        false,
        false,
        false,
        Double.NaN,
        Double.NaN);
  }

  /** With a grid of its own. */
  public EmmQuestion withGrid(Map<String, List<String>> values, Weighting weights) {
    return new EmmQuestion(
        spec,
        values,
        weights,
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

  /** About the slopes of a covariate. */
  public EmmQuestion ofSlopes(String name) {
    return new EmmQuestion(
        spec,
        at,
        weighting,
        Optional.of(name),
        methods,
        interaction,
        options,
        joint,
        letters,
        effects,
        sigma,
        sigmaDf);
  }

  /** With contrasts. */
  public EmmQuestion withContrasts(ContrastMethod method) {
    return new EmmQuestion(
        spec,
        at,
        weighting,
        covariate,
        List.of(method),
        false,
        options,
        joint,
        letters,
        effects,
        sigma,
        sigmaDf);
  }

  /** With contrasts of contrasts. */
  public EmmQuestion withInteraction(List<ContrastMethod> perFactor) {
    return new EmmQuestion(
        spec, at, weighting, covariate, perFactor, true, options, joint, letters, effects, sigma,
        sigmaDf);
  }

  /** With other options. */
  public EmmQuestion withOptions(EmmOptions other) {
    return new EmmQuestion(
        spec,
        at,
        weighting,
        covariate,
        methods,
        interaction,
        other,
        joint,
        letters,
        effects,
        sigma,
        sigmaDf);
  }

  /** With joint tests. */
  public EmmQuestion withJointTests() {
    return new EmmQuestion(
        spec,
        at,
        weighting,
        covariate,
        methods,
        interaction,
        options,
        true,
        letters,
        effects,
        sigma,
        sigmaDf);
  }

  /** With letters. */
  public EmmQuestion withLetters() {
    return new EmmQuestion(
        spec,
        at,
        weighting,
        covariate,
        methods,
        interaction,
        options,
        joint,
        true,
        effects,
        sigma,
        sigmaDf);
  }

  /** With effect sizes by a standard deviation; NaN for the fit's. */
  public EmmQuestion withEffects(double standardDeviation, double df) {
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
        true,
        standardDeviation,
        df);
  }
}
