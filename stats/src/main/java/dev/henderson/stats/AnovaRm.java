package dev.henderson.stats;

import dev.henderson.stats.classical.AovFit;
import dev.henderson.stats.classical.EffectSizes;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
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
 * %anovarm} binds to a notebook variable. The same analysis is {@link #aov()}; the summary is
 * statsmodels' table.
 */
public final class AnovaRm implements StrataFitted {
  private final RepeatedMeasures analysis;

  private final Aov aov;

  private AnovaRm(RepeatedMeasures analysis, Cancellation cancellation) {
    this.analysis = analysis;
    this.aov =
        Aov.of(
            AovFit.of(
                analysis.formula(),
                analysis.frame(),
                DesignOptions.defaults(),
                HypothesisType.I,
                cancellation));
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

  @Override
  public AovFit fit() {
    return aov.fit();
  }

  @Override
  public EffectSizes effectSizes() {
    return aov.effectSizes();
  }

  /** The same analysis in aov's words. */
  public Aov aov() {
    return aov;
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

  /** The summary as text. */
  @Override
  public String toString() {
    return TextRenderer.render(report());
  }
}
