package dev.henderson.stats.classical;

import dev.henderson.stats.dist.FDistribution;

/**
 * A row of an analysis of variance.
 *
 * @param term label of the term, {@code Residuals} for what is left
 * @param df degrees of freedom
 * @param sumSq sum of squares; NaN in a table of Wald tests
 * @param meanSq sum of squares over degrees of freedom
 * @param f mean square over that of the residuals; NaN where there is no test
 * @param pValue P(F &gt; f); NaN where there is no test
 */
public record AnovaRow(String term, int df, double sumSq, double meanSq, double f, double pValue) {
  /** The name of the row of what is left. */
  public static final String RESIDUALS = "Residuals";

  /** A term tested against residuals; without residual degrees of freedom there is no test. */
  static AnovaRow of(String term, int df, double sumSq, int dfResidual, double residual) {
    double meanSq = sumSq / df;
    double f = dfResidual > 0 && df > 0 ? meanSq / (residual / dfResidual) : Double.NaN;
    double p = Double.isNaN(f) ? f : FDistribution.of(df, dfResidual).survival(f);
    return new AnovaRow(term, df, sumSq, df > 0 ? meanSq : Double.NaN, f, p);
  }

  /** A term tested by a Wald statistic, which has no sum of squares. */
  static AnovaRow wald(String term, int df, double wald, int dfResidual) {
    double f = dfResidual > 0 && df > 0 ? Math.max(0, wald) / df : Double.NaN;
    double p = Double.isNaN(f) ? f : FDistribution.of(df, dfResidual).survival(f);
    return new AnovaRow(term, df, Double.NaN, Double.NaN, f, p);
  }

  /** The row of the residuals. */
  static AnovaRow residuals(int df, double sumSq) {
    double meanSq = df > 0 ? sumSq / df : Double.NaN;
    return new AnovaRow(RESIDUALS, df, sumSq, meanSq, Double.NaN, Double.NaN);
  }

  /** Whether this is what no term explains. */
  public boolean isResidual() {
    return term.equals(RESIDUALS);
  }
}
