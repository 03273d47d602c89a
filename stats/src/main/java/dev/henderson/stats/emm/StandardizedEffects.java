package dev.henderson.stats.emm;

import dev.henderson.stats.dist.StudentT;
import dev.henderson.stats.infer.Adjustment;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.infer.QuestionException;
import java.util.ArrayList;
import java.util.List;

/**
 * Differences of means in standard deviations, Cohen's d [Cohen 1988]. The standard error counts
 * that the standard deviation is estimated, too: {@code SE(d)² = SE²/σ² + d²/(2 df)}.
 *
 * @param columns names of the labels
 * @param by columns that make groups
 * @param rows in order
 * @param sigma the standard deviation
 * @param df degrees of freedom it is known with
 * @param sigmaName which one it is, in words
 * @param level of the intervals
 */
public record StandardizedEffects(
    List<String> columns,
    List<String> by,
    List<Row> rows,
    double sigma,
    double df,
    String sigmaName,
    double level) {
  /**
   * An effect size.
   *
   * @param labels of the contrast
   * @param d the difference over the standard deviation
   * @param standardError of d
   * @param df degrees of freedom of its interval
   * @param low lower limit
   * @param high upper limit
   */
  public record Row(
      List<String> labels, double d, double standardError, double df, double low, double high) {
    /** Copies the labels. */
    public Row {
      labels = List.copyOf(labels);
    }
  }

  /** Copies the lists. */
  public StandardizedEffects {
    columns = List.copyOf(columns);
    by = List.copyOf(by);
    rows = List.copyOf(rows);
  }

  /**
   * The effect sizes of contrasts, by the standard deviation of the fit: the residual one of a
   * linear model, the total one of a mixed model, known as well as the least well known contrast.
   *
   * @throws QuestionException if the fit has none
   */
  public static StandardizedEffects of(EmmGrid contrasts, double level) {
    LinearBasis.Scale scale = contrasts.basis().scale();
    return of(contrasts, scale.sigma(), scale.df(), scale.name(), level);
  }

  /**
   * The effect sizes by a standard deviation of one's own.
   *
   * @param df degrees of freedom it is known with; NaN for those of the least well known contrast
   */
  public static StandardizedEffects of(
      EmmGrid contrasts, double sigma, double df, String sigmaName, double level) {
    if (!(sigma > 0)) {
      throw new QuestionException(
          "There is no residual variation to measure effects by.", "Give sigma = a number.");
    }
    EmmTable table =
        contrasts.table(EmmOptions.defaults().withAdjustment(Adjustment.NONE).withLevel(level));
    double least = Double.POSITIVE_INFINITY;
    for (EmmRow row : table.rows()) {
      least = Double.isNaN(row.df()) ? least : Math.min(least, row.df());
    }
    double known = Double.isNaN(df) ? least : df;
    List<Row> rows = new ArrayList<>();
    for (EmmRow row : table.rows()) {
      double d = row.estimate() / sigma;
      double own = row.standardError() / sigma;
      double se = Math.sqrt(own * own + d * d / (2 * known));
      double reach =
          row.df() > 0 ? StudentT.of(row.df()).quantile(0.5 + level / 2) * se : Double.NaN;
      rows.add(new Row(row.labels(), d, se, row.df(), d - reach, d + reach));
    }
    return new StandardizedEffects(
        table.columns(), table.by(), rows, sigma, known, sigmaName, level);
  }
}
