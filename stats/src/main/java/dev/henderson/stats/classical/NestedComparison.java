package dev.henderson.stats.classical;

import dev.henderson.stats.dist.FDistribution;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.linalg.LimitedPivotQr;
import dev.henderson.stats.linalg.RowQr;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/**
 * Linear models of the same rows compared in the order given: each by F with the one before it, on
 * the residual mean square of the largest, as R's {@code anova} of several models.
 *
 * @param rows one per model
 * @param notes what a reader should know: which models are not nested
 */
public record NestedComparison(List<Row> rows, List<Diagnostic> notes) {
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

  /** Copies the lists. */
  public NestedComparison {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /**
   * Compares models.
   *
   * @param names one per model
   * @param fits two or more
   * @throws IllegalArgumentException if they are not of the same response and rows
   */
  public static NestedComparison of(List<String> names, List<LmFit> fits) {
    LmFit largest = largest(names, fits);
    double scale = largest.deviance() / largest.dfResidual();
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(names.get(0), fits.get(0), 0, Double.NaN, Double.NaN, Double.NaN));
    List<Diagnostic> notes = new ArrayList<>();
    for (int k = 1; k < fits.size(); k++) {
      LmFit fit = fits.get(k);
      int df = fits.get(k - 1).dfResidual() - fit.dfResidual();
      double sumSq = fits.get(k - 1).deviance() - fit.deviance();
      boolean nested = isNested(fits.get(k - 1), fit);
      if (!nested) {
        notes.add(notNested(names.get(k - 1), names.get(k)));
      }
      double f = df == 0 || largest.dfResidual() == 0 || !nested ? Double.NaN : sumSq / df / scale;
      double p =
          Double.isNaN(f) || f < 0
              ? Double.NaN
              : FDistribution.of(Math.abs(df), largest.dfResidual()).survival(f);
      rows.add(new Row(names.get(k), fit, df, sumSq, f, p));
    }
    return new NestedComparison(rows, notes);
  }

  /**
   * Compares nested models by Wald tests: each with the one before it, by the covariance matrix of
   * the larger of the two; there are no sums of squares.
   *
   * @param tests one per model, holding its covariance matrix
   * @throws IllegalArgumentException if they are not nested, or not of the same response and rows
   */
  public static NestedComparison wald(List<String> names, List<LmFit> fits, List<WaldTests> tests) {
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
    return new NestedComparison(rows, List.of());
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
      requireSameData(names.get(0), first, names.get(k), fit);
      if (fit.dfResidual() < largest.dfResidual()) {
        largest = fit;
      }
    }
    return largest;
  }

  private static void requireSameData(String a, LmFit first, String b, LmFit fit) {
    String different = null;
    double[] y = first.response();
    double[] z = fit.response();
    for (int i = 0; i < y.length && different == null; i++) {
      if (first.weight(i) != fit.weight(i)) {
        different = "weights";
      } else if (first.offset(i) != fit.offset(i)) {
        different = "offsets";
      } else if (y[i] != z[i]) {
        different = "values of the response";
      }
    }
    if (different != null) {
      throw new IllegalArgumentException(
          "The models "
              + a
              + " and "
              + b
              + " have different "
              + different
              + ": their sums of squares are not of the same thing, and F does not compare them."
              + " Fit both with the same "
              + different
              + ".");
    }
  }

  /** Whether the columns of the smaller of two models lie in the space of those of the larger. */
  private static boolean isNested(LmFit a, LmFit b) {
    LmFit small = a.rank() <= b.rank() ? a : b;
    LmFit large = small == a ? b : a;
    ModelMatrix x = large.design().matrix();
    ModelMatrix other = small.design().matrix();
    MatrixRows rows = x.read();
    MatrixRows otherRows = other.read();
    RowQr qr = new RowQr(x.columns() + other.columns());
    double[] row = new double[x.columns() + other.columns()];
    for (int i = 0; i < x.rows(); i++) {
      if (large.weight(i) > 0) {
        rows.copyRow(i, row, 0);
        otherRows.copyRow(i, row, x.columns());
        qr.add(row, 0, Math.sqrt(large.weight(i)));
      }
    }
    return LimitedPivotQr.of(row.length, qr.columns()).rank() == large.rank();
  }

  private static Diagnostic notNested(String a, String b) {
    return Diagnostic.warning(
        "not-nested",
        a
            + " and "
            + b
            + " are not nested: neither can say all that the other can, so that F does not compare"
            + " them. Compare AIC or BIC, or fit a model that has the terms of both.");
  }
}
