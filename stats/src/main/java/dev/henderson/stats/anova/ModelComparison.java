package dev.henderson.stats.anova;

import dev.henderson.stats.dist.FDistribution;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.lm.LmFit;
import java.util.ArrayList;
import java.util.List;

/**
 * Linear models of the same rows compared in the order given: each by F with the one before it, on
 * the residual mean square of the largest, as R's {@code anova} of several models.
 *
 * @param rows one per model
 */
public record ModelComparison(List<Row> rows) {
  /**
   * A model.
   *
   * @param name what it is called
   * @param fit the model itself
   * @param df by how many coefficients it is larger than the one before
   * @param sumSq by how much its residual sum of squares is smaller
   * @param f the statistic; NaN where there is no test
   * @param pValue NaN where there is no test
   */
  public record Row(String name, LmFit fit, int df, double sumSq, double f, double pValue) {}

  /** Copies the rows. */
  public ModelComparison {
    rows = List.copyOf(rows);
  }

  /**
   * Compares models.
   *
   * @param names one per model
   * @param fits two or more
   * @throws IllegalArgumentException if they are not of the same response and rows
   */
  public static ModelComparison of(List<String> names, List<LmFit> fits) {
    LmFit largest = largest(names, fits);
    double scale = largest.deviance() / largest.dfResidual();
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(names.get(0), fits.get(0), 0, Double.NaN, Double.NaN, Double.NaN));
    for (int k = 1; k < fits.size(); k++) {
      LmFit fit = fits.get(k);
      int df = fits.get(k - 1).dfResidual() - fit.dfResidual();
      double sumSq = fits.get(k - 1).deviance() - fit.deviance();
      double f = df == 0 || largest.dfResidual() == 0 ? Double.NaN : sumSq / df / scale;
      double p =
          Double.isNaN(f) || f < 0
              ? Double.NaN
              : FDistribution.of(Math.abs(df), largest.dfResidual()).survival(f);
      rows.add(new Row(names.get(k), fit, df, sumSq, f, p));
    }
    return new ModelComparison(rows);
  }

  /**
   * Compares nested models by Wald tests: each with the one before it, by the covariance matrix of
   * the larger of the two; there are no sums of squares.
   *
   * @param tests one per model, holding its covariance matrix
   * @throws IllegalArgumentException if they are not nested, or not of the same response and rows
   */
  public static ModelComparison wald(List<String> names, List<LmFit> fits, List<WaldTests> tests) {
    largest(names, fits);
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(names.get(0), fits.get(0), 0, Double.NaN, Double.NaN, Double.NaN));
    for (int k = 1; k < fits.size(); k++) {
      int df = fits.get(k - 1).dfResidual() - fits.get(k).dfResidual();
      int larger = df < 0 ? k - 1 : k;
      FTest test =
          RobustAnova.extra(fits.get(2 * k - 1 - larger), fits.get(larger), tests.get(larger));
      rows.add(new Row(names.get(k), fits.get(k), df, Double.NaN, test.statistic(), test.pValue()));
    }
    return new ModelComparison(rows);
  }

  /** The largest of some models, which are checked to be of the same response and rows. */
  private static LmFit largest(List<String> names, List<LmFit> fits) {
    if (fits.size() < 2 || names.size() != fits.size()) {
      throw new IllegalArgumentException("A comparison takes two models or more.");
    }
    LmFit first = fits.get(0);
    LmFit largest = first;
    for (int k = 1; k < fits.size(); k++) {
      LmFit fit = fits.get(k);
      if (!fit.responseName().equals(first.responseName())) {
        throw new IllegalArgumentException(
            "The models have different responses: "
                + first.responseName()
                + " and "
                + fit.responseName()
                + ". F compares models of one response only.");
      }
      if (!java.util.Arrays.equals(fit.design().rowsUsed(), first.design().rowsUsed())) {
        throw new IllegalArgumentException(
            "The models "
                + names.get(0)
                + " and "
                + names.get(k)
                + " were fitted to different rows ("
                + first.nobs()
                + " and "
                + fit.nobs()
                + "), perhaps because values of a variable are missing. Fit both to the rows where"
                + " all variables are there, with subset = ... .");
      }
      if (fit.dfResidual() < largest.dfResidual()) {
        largest = fit;
      }
    }
    return largest;
  }
}
