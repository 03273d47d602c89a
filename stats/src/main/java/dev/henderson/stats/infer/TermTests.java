package dev.henderson.stats.infer;

import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.design.TermHypotheses;
import java.util.ArrayList;
import java.util.List;

/**
 * A Wald test of each fixed term of a fit: F, or chi-squared where there are no denominator degrees
 * of freedom.
 *
 * @param rows one per term, in the order of the formula
 * @param type which hypothesis is tested
 * @param ddf where the denominator degrees of freedom come from
 */
public record TermTests(List<Row> rows, HypothesisType type, DegreesOfFreedom ddf) {
  /**
   * One term.
   *
   * @param term its label
   * @param sumSq the mean square times the numerator degrees of freedom
   * @param meanSq F times the dispersion: the mean square of a balanced design
   * @param test the test; NaN where nothing of the term can be estimated
   */
  public record Row(String term, double sumSq, double meanSq, FTest test) {}

  /** Copies the rows. */
  public TermTests {
    rows = List.copyOf(rows);
  }

  /** The table of a fit, by the tests of its basis. */
  public static TermTests of(LinearBasis basis, HypothesisType type) {
    TermHypotheses hypotheses = basis.design().hypotheses();
    List<String> labels = basis.design().matrix().termLabels();
    double variance = basis.fit().dispersion().value();
    List<Row> rows = new ArrayList<>();
    for (int t = 0; t < basis.design().terms().fixed().size(); t++) {
      FTest test = basis.testKept(hypotheses.contrasts(t, type));
      double meanSq = test.wald() * variance;
      rows.add(
          new Row(
              labels.get(t), test.numDf() == 0 ? Double.NaN : meanSq * test.numDf(), meanSq, test));
    }
    return new TermTests(rows, type, basis.tests().ddf());
  }
}
