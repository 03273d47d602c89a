package dev.henderson.stats.infer;

import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.design.MixedModelDesign;
import dev.henderson.stats.design.TermHypotheses;
import dev.henderson.stats.lmm.LmmFit;
import java.util.ArrayList;
import java.util.List;

/**
 * The analysis of variance of a mixed model: an F test of each fixed term.
 *
 * @param rows one per term, in the order of the formula
 * @param type which hypothesis is tested
 * @param ddf where the denominator degrees of freedom come from
 */
public record MixedAnova(List<Row> rows, HypothesisType type, DegreesOfFreedom ddf) {
  /**
   * One term.
   *
   * @param term its label
   * @param sumSq the mean square times the numerator degrees of freedom
   * @param meanSq F times the residual variance: the mean square of a balanced design
   * @param test the test; NaN where nothing of the term can be estimated
   */
  public record Row(String term, double sumSq, double meanSq, FTest test) {}

  /** Copies the rows. */
  public MixedAnova {
    rows = List.copyOf(rows);
  }

  /**
   * The table of a fit.
   *
   * @throws InferenceException if the method does not apply, or the fit knows no formula
   */
  public static MixedAnova of(LmmFit fit, HypothesisType type, DegreesOfFreedom ddf) {
    return of(fit, type, WaldTests.of(fit, ddf));
  }

  /** The table of a fit, by tests that were prepared before. */
  public static MixedAnova of(LmmFit fit, HypothesisType type, WaldTests tests) {
    MixedModelDesign design =
        fit.design()
            .orElseThrow(
                () ->
                    new InferenceException(
                        "The fit was made of matrices without a formula: its terms are not known."
                            + " Fit a formula, or test contrasts."));
    TermHypotheses hypotheses = design.hypotheses();
    double variance = fit.sigma() * fit.sigma();
    List<Row> rows = new ArrayList<>();
    for (int t = 0; t < design.terms().fixed().size(); t++) {
      FTest test = tests.test(hypotheses.contrasts(t, type));
      double meanSq = test.wald() * variance;
      rows.add(
          new Row(
              design.data().fixed().termLabels().get(t),
              test.numDf() == 0 ? Double.NaN : meanSq * test.numDf(),
              meanSq,
              test));
    }
    return new MixedAnova(rows, type, tests.ddf());
  }
}
