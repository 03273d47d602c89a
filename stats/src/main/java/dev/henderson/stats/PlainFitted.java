package dev.henderson.stats;

import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.document.TidyTable;
import dev.henderson.stats.explain.Explanation;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.report.FitReport;
import dev.henderson.stats.report.FitTidy;
import dev.henderson.stats.structure.StudyDesign;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A fit of any kind in a notebook, shown and explained by what it can do. Immutable; its tables
 * have broom's columns.
 */
final class PlainFitted implements Fitted {
  private final Fit fit;
  private final WaldTests tests;
  private final CoefficientTable coefficients;

  PlainFitted(Fit fit) {
    this.fit = Objects.requireNonNull(fit);
    this.tests = WaldTests.of(fit);
    this.coefficients = CoefficientTable.of(tests, 0.95);
  }

  @Override
  public Fit fit() {
    return fit;
  }

  @Override
  public WaldTests tests() {
    return tests;
  }

  @Override
  public CoefficientTable coefficients() {
    return coefficients;
  }

  @Override
  public Table tidy() {
    return TidyTable.of("tidy", FitTidy.tidy(fit, coefficients));
  }

  @Override
  public Table glance() {
    return TidyTable.of("glance", List.of(FitTidy.glance(fit)));
  }

  @Override
  public Explanation explain(String name) {
    Optional<StudyDesign> study =
        fit instanceof HasDesign formula && formula.isOfFormula()
            ? Studies.of(formula.design())
            : Optional.empty();
    return Explanation.of(basis(), coefficients, study, name);
  }

  @Override
  public Report report() {
    return FitReport.of(fit, coefficients);
  }

  /** The summary as text. */
  @Override
  public String toString() {
    return TextRenderer.render(report());
  }
}
