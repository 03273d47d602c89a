package dev.henderson.stats;

import dev.henderson.stats.classical.AovFit;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.report.AnovaRmReport;
import dev.henderson.stats.statsmodels.RepeatedMeasures;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * A repeated-measures analysis of variance given as statsmodels' {@code AnovaRM} is: what {@code
 * %anovarm} binds to a notebook variable. An {@link Aov} with statsmodels' table as its summary.
 */
public final class AnovaRm extends Aov {
  private final RepeatedMeasures analysis;

  private AnovaRm(RepeatedMeasures analysis, Cancellation cancellation) {
    super(
        Aov.of(
            AovFit.of(
                analysis.formula(),
                analysis.frame(),
                DesignOptions.defaults(),
                HypothesisType.I,
                cancellation),
            analysis.frame()));
    this.analysis = analysis;
  }

  /**
   * Makes the analysis.
   *
   * @param response name of the column with the measures
   * @param subject name of the column that says whose they are
   * @param within names of the factors every subject met all levels of
   * @throws FormulaException if a column is missing, or a subject has no value in a cell or several
   */
  public static AnovaRm fit(Table data, String response, String subject, List<String> within) {
    Span none = Span.at(0);
    String name = data.name() == null ? "" : data.name();
    return fit(
        RepeatedMeasures.of(
            "",
            ModelFrame.of(name, data),
            new RepeatedMeasures.Column(response, none),
            new RepeatedMeasures.Column(subject, none),
            within.stream().map(w -> new RepeatedMeasures.Column(w, none)).toList(),
            false),
        Cancellation.NEVER);
  }

  /**
   * Makes an analysis that was read before.
   *
   * @param cancellation looked at now and then
   */
  public static AnovaRm fit(RepeatedMeasures analysis, Cancellation cancellation) {
    return new AnovaRm(analysis, cancellation);
  }

  /** The rows of the table, main effects first. */
  public List<AnovaRmReport.Row> anovaTable() {
    return AnovaRmReport.rows(fit());
  }

  /** The call of aov that makes the same analysis. */
  public String aovCall() {
    return analysis.call();
  }

  @Override
  public Report report() {
    return AnovaRmReport.of(analysis, fit());
  }
}
