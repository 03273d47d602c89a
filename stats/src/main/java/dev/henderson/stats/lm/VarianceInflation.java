package dev.henderson.stats.lm;

import dev.henderson.stats.formula.Term;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.model.Coefficients;
import java.util.ArrayList;
import java.util.List;

/**
 * How much the variance of the coefficients of a term is inflated because other terms tell some of
 * the same: {@code det(C₁₁) det(C₂₂) / det(C)} with C the correlations of the estimates, the
 * intercept left out, and 1 the columns of the term [Fox 1992]; of a term of one column the usual
 * variance inflation factor.
 *
 * @param term its label
 * @param gvif the factor
 * @param df the number of its columns
 */
public record VarianceInflation(String term, double gvif, int df) {
  /** {@code gvif^(1/(2 df))}, which can be compared between terms of different df. */
  public double scaled() {
    return Math.pow(gvif, 0.5 / df);
  }

  /**
   * The factors of all terms of a fit.
   *
   * @throws IllegalArgumentException if there are fewer than two terms, no intercept, or a
   *     coefficient that cannot be estimated
   */
  public static List<VarianceInflation> of(LmFit fit) {
    List<Term.FixedEffect> terms = fit.design().terms().fixed();
    if (terms.size() < 2) {
      throw new IllegalArgumentException(
          "There is one term only: with nothing beside it, nothing inflates its variance.");
    }
    if (!fit.hasIntercept()) {
      throw new IllegalArgumentException(
          "Without an intercept variance inflation has no meaning: keep the intercept.");
    }
    if (!fit.aliased().isEmpty()) {
      throw new IllegalArgumentException(
          "A coefficient cannot be told from others ("
              + fit.aliased().get(0).equation()
              + "): its variance is infinite. "
              + remedy(fit));
    }
    int p = fit.rank() - 1;
    Coefficients b = fit.coefficients();
    double[] c = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        c[i * p + j] = b.vcov(i + 1, j + 1) / (b.standardError(i + 1) * b.standardError(j + 1));
      }
    }
    List<VarianceInflation> out = new ArrayList<>();
    double all = logDeterminant(c, p, null, false);
    for (int t = 0; t < terms.size(); t++) {
      boolean[] own = new boolean[p];
      int df = 0;
      for (int j = 0; j < p; j++) {
        own[j] = fit.design().matrix().assign(j + 1) == t + 1;
        df += own[j] ? 1 : 0;
      }
      double log = logDeterminant(c, p, own, true) + logDeterminant(c, p, own, false) - all;
      out.add(new VarianceInflation(terms.get(t).label(), Math.exp(log), df));
    }
    return out;
  }

  private static String remedy(LmFit fit) {
    int term = fit.design().matrix().assign(fit.aliased().get(0).column());
    String empty = String.join(" ", fit.design().emptyCells(fit.aliased()));
    return (empty.isEmpty() ? "" : empty + " ")
        + (term == 0
            ? "Leave one of the terms it equals out first."
            : "Leave the term " + fit.design().matrix().termLabels().get(term - 1) + " out first.");
  }

  /** Of the rows and columns that are, or are not, of a term; of all without one. */
  private static double logDeterminant(double[] c, int p, boolean[] own, boolean in) {
    int[] at =
        java.util.stream.IntStream.range(0, p).filter(j -> own == null || own[j] == in).toArray();
    int k = at.length;
    double[] some = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        some[i * k + j] = c[at[i] * p + at[j]];
      }
    }
    if (!SmallMatrices.cholesky(some, 0, k)) {
      return Double.NEGATIVE_INFINITY;
    }
    double log = 0;
    for (int i = 0; i < k; i++) {
      log += 2 * Math.log(some[i * k + i]);
    }
    return log;
  }
}
