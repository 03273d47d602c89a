package dev.henderson.stats;

import dev.henderson.stats.classical.AnovaTable;
import dev.henderson.stats.classical.AovFit;
import dev.henderson.stats.classical.CellMeans;
import dev.henderson.stats.classical.ComparesMeans;
import dev.henderson.stats.classical.EffectSizes;
import dev.henderson.stats.classical.ErrorStratum;
import dev.henderson.stats.classical.SphericityTest;
import dev.henderson.stats.classical.TukeyHsd;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TidyTable;
import dev.henderson.stats.explain.Explanation;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.infer.LinearBasis;
import dev.henderson.stats.lm.Influence;
import dev.henderson.stats.plot.Drawing;
import dev.henderson.stats.plot.InteractionPlot;
import dev.henderson.stats.plot.QqPlot;
import dev.henderson.stats.plot.ResidualPlot;
import dev.henderson.stats.report.AovReport;
import dev.henderson.stats.structure.StudyDesign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * An analysis of variance in a notebook, with or without {@code Error()}, whatever call it was
 * written as: all that can be asked of it.
 */
public interface StrataFitted extends Fitted, ComparesMeans {
  @Override
  AovFit fit();

  /** How much the terms explain, with 90% intervals. */
  EffectSizes effectSizes();

  /** The linear model behind it, where there is no {@code Error()}. */
  default Optional<Lm> lm() {
    return fit().lm().map(Lm::of);
  }

  @Override
  default Optional<Fitted> ofOneStratum() {
    return lm().map(lm -> lm);
  }

  /** The sums of squares of the linear model behind it; of the type it was made with, unasked. */
  @Override
  default Report anovaReport(Optional<HypothesisType> type, Optional<DegreesOfFreedom> ddf) {
    Lm lm =
        lm().orElseThrow(
                () ->
                    new InferenceException(
                        "It has error strata: the table of its terms is its summary."));
    return lm.anovaReport(Optional.of(type.orElse(fit().type())), ddf);
  }

  /** The strata in order. */
  default List<ErrorStratum> strata() {
    return fit().strata();
  }

  /** Residuals; with {@code Error()} those of the last stratum that has any. */
  default double[] residuals() {
    return fit().residuals();
  }

  /** The response less the residuals. */
  default double[] fitted() {
    return fit().fitted();
  }

  /** Means of the response over the cells of the first two factors, with intervals. */
  default Optional<CellMeans> cellMeans() {
    return CellMeans.of(fit());
  }

  /** Tukey's comparisons of the means of a term, with 95% family-wise intervals. */
  default TukeyHsd tukey(String term) {
    return TukeyHsd.of(fit(), term, 0.95);
  }

  @Override
  default List<String> tukeyTerms() {
    return TukeyHsd.terms(fit());
  }

  @Override
  default TukeyHsd tukey(String term, double level, boolean ordered) {
    return TukeyHsd.of(fit(), term, level, ordered);
  }

  /** Mauchly's tests and corrected F tests, where the design is one of repeated measures. */
  default List<SphericityTest> sphericity() {
    return fit().sphericity();
  }

  /**
   * One row per term and stratum: {@code stratum, term, df, sumsq, meansq, statistic, p.value,
   * eta2.generalized, eta2.partial, omega2.partial}, and of repeated measures {@code epsilon.gg,
   * p.value.gg, epsilon.hf, p.value.hf}.
   */
  default Table tidy() {
    return TidyTable.of("tidy", AovReport.tidy(fit(), effectSizes()));
  }

  /** One row per term: the sizes of its effect with the limits of their 90% intervals. */
  default Table tidyEffects() {
    return TidyTable.of("effects", AovReport.tidyEffects(effectSizes()));
  }

  /** One row per term within subjects: Mauchly's W, epsilons, corrected p values. */
  default Table tidySphericity() {
    return TidyTable.of("sphericity", AovReport.tidySphericity(fit().sphericity()));
  }

  /** One row about the whole analysis: {@code nobs, nobs.dropped, strata}. */
  default Table glance() {
    return TidyTable.of("glance", List.of(AovReport.glance(fit())));
  }

  @Override
  default Explanation explain(String name) {
    LinearBasis basis = basis();
    CoefficientTable table = CoefficientTable.of(basis.tests(), 0.95);
    Optional<StudyDesign> study = Studies.of(fit().design());
    return fit()
        .lm()
        .map(lm -> AnovaTable.of(lm, HypothesisType.III).tests())
        .map(exact -> Explanation.of(basis, table, exact, study, name))
        .orElseGet(() -> Explanation.of(basis, table, study, name));
  }

  /** Residuals against fitted values, Q-Q plot, cell means with intervals. */
  @Override
  default List<Drawing> drawings() {
    List<Drawing> all = new ArrayList<>();
    all.add(Drawing.one("residuals", true, f -> residualPlot().unlessEmpty(f)));
    all.add(Drawing.one("qq", true, f -> qqPlot().unlessEmpty(f)));
    interactionPlot().ifPresent(p -> all.add(Drawing.of("interaction", true, p::picture)));
    all.add(TermEffect.drawing(this));
    return List.copyOf(all);
  }

  /** Residuals against fitted values. */
  default ResidualPlot residualPlot() {
    return fit().lm().map(ResidualPlot::of).orElseGet(() -> ResidualPlot.of(fitted(), residuals()));
  }

  /** Residuals against normal quantiles; standardised where there is no {@code Error()}. */
  default QqPlot qqPlot() {
    return fit()
        .lm()
        .map(lm -> QqPlot.of(Influence.of(lm).standardized(), "Standardised residual"))
        .orElseGet(() -> QqPlot.of(residuals(), "Residual"));
  }

  /** Cell means with intervals; none if there is no factor. */
  default Optional<InteractionPlot> interactionPlot() {
    return cellMeans().map(InteractionPlot::of);
  }
}
