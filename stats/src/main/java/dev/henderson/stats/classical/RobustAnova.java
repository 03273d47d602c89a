package dev.henderson.stats.classical;

import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.design.TermHypotheses;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.linalg.LimitedPivotQr;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Analyses of variance of a linear model by Wald F tests with a covariance matrix of one's own,
 * such as a robust one; there are no sums of squares.
 *
 * <p>Type III tests the estimable functions that the classical table tests. Types I and II take
 * from the Wald statistic of a term together with those it is tested before (type I: all later
 * ones; type II: those that contain it) the statistic of those alone, as car does for type II. With
 * the classical covariance matrix all three are the classical tables.
 */
public final class RobustAnova {
  private RobustAnova() {}

  /**
   * The table of a fit.
   *
   * @param tests hold the covariance matrix
   */
  public static AnovaTable of(LmFit fit, WaldTests tests, HypothesisType type) {
    List<Term.FixedEffect> terms = fit.design().terms().fixed();
    ModelMatrix x = fit.design().matrix();
    int[] kept = fit.design().estimability().kept();
    TermHypotheses hypotheses = type == HypothesisType.III ? fit.design().hypotheses() : null;
    List<AnovaRow> rows = new ArrayList<>();
    for (int t = 0; t < terms.size(); t++) {
      int df;
      double wald;
      if (type == HypothesisType.III) {
        double[][] own = hypotheses.contrasts(t, type);
        double[][] wide = new double[own.length][x.columns()];
        for (int r = 0; r < own.length; r++) {
          for (int j = 0; j < kept.length; j++) {
            wide[r][kept[j]] = own[r][j];
          }
        }
        FTest test = tests.test(wide);
        df = test.numDf();
        wald = test.wald() * df;
      } else {
        List<Integer> after = new ArrayList<>();
        Set<Integer> containing = AnovaTable.containing(terms, t);
        for (int other = 0; other < terms.size(); other++) {
          if (type == HypothesisType.I ? other > t : containing.contains(other)) {
            after.add(other);
          }
        }
        FTest less = tests.test(coefficients(fit, after));
        after.add(t);
        FTest whole = tests.test(coefficients(fit, after));
        df = whole.numDf() - less.numDf();
        wald = whole.wald() * whole.numDf() - (less.numDf() == 0 ? 0 : less.wald() * less.numDf());
      }
      if (df > 0 || type != HypothesisType.I) {
        rows.add(AnovaRow.wald(x.termLabels().get(t), df, wald, fit.dfResidual()));
      }
    }
    rows.add(AnovaRow.residuals(fit.dfResidual(), Double.NaN));
    return new AnovaTable(rows, type);
  }

  /** Contrasts that take the coefficients of some terms. */
  private static double[][] coefficients(LmFit fit, List<Integer> terms) {
    ModelMatrix x = fit.design().matrix();
    List<double[]> rows = new ArrayList<>();
    for (int j = 0; j < x.columns(); j++) {
      if (terms.contains(x.assign(j) - 1) && !fit.coefficients().isAliased(j)) {
        double[] row = new double[x.columns()];
        row[j] = 1;
        rows.add(row);
      }
    }
    return rows.toArray(double[][]::new);
  }

  /**
   * The Wald F test of what a model has more than another of the same rows.
   *
   * @param tests of the larger model, with the covariance matrix
   * @throws IllegalArgumentException if the smaller one is no special case of the larger
   */
  public static FTest extra(LmFit smaller, LmFit larger, WaldTests tests) {
    ModelMatrix small = smaller.design().matrix();
    ModelMatrix large = larger.design().matrix();
    int n = small.rows();
    int own = smaller.rank();
    double[][] columns = new double[own + larger.rank()][n];
    double[] row = new double[Math.max(small.columns(), large.columns())];
    MatrixRows smallRows = small.read();
    MatrixRows largeRows = large.read();
    for (int i = 0; i < n; i++) {
      // A row of weight zero tells nothing.
      double root = Math.sqrt(larger.weight(i));
      smallRows.copyRow(i, row, 0);
      for (int j = 0; j < own; j++) {
        columns[j][i] = root * row[smaller.qr().pivot(j)];
      }
      largeRows.copyRow(i, row, 0);
      for (int j = 0; j < larger.rank(); j++) {
        columns[own + j][i] = root * row[larger.qr().pivot(j)];
      }
    }
    LimitedPivotQr both = LimitedPivotQr.of(n, columns);
    if (both.rank() != larger.rank()) {
      throw new IllegalArgumentException(
          "The models are not nested: "
              + smaller.formula()
              + " is no special case of "
              + larger.formula()
              + ", and a Wald test with robust standard errors needs one that is.");
    }
    // Below the rows of the smaller model stands what the larger one adds to it.
    double[][] contrasts = new double[both.rank() - own][large.columns()];
    for (int r = 0; r < contrasts.length; r++) {
      for (int place = own; place < both.columns(); place++) {
        int column = both.pivot(place) - own;
        if (column >= 0) {
          contrasts[r][larger.qr().pivot(column)] = both.r(own + r, place);
        }
      }
    }
    return tests.test(contrasts);
  }
}
