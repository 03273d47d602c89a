package dev.henderson.stats;

import dev.henderson.stats.classical.AovFit;
import dev.henderson.stats.classical.CellMeans;
import dev.henderson.stats.classical.EffectSizes;
import dev.henderson.stats.classical.ErrorStratum;
import dev.henderson.stats.classical.SphericityTest;
import dev.henderson.stats.classical.TukeyHsd;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.design.LinearDesign;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.document.TidyTable;
import dev.henderson.stats.explain.Explanation;
import dev.henderson.stats.explain.StrataExplanation;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lm.Influence;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.plot.InteractionPlot;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.plot.QqPlot;
import dev.henderson.stats.plot.ResidualPlot;
import dev.henderson.stats.report.AovReport;
import dev.henderson.stats.report.WithinReport;
import dev.henderson.stats.structure.StudyDesign;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * An analysis of variance, with or without {@code Error()}: what {@code %aov} binds to a notebook
 * variable. Immutable.
 */
public sealed class Aov implements Fitted, Explained permits AnovaRm {
  private final AovFit fit;
  private final ModelFrame frame;
  private final EffectSizes effects;

  private Aov(AovFit fit, ModelFrame frame, List<String> observed) {
    this.fit = Objects.requireNonNull(fit);
    this.frame = Objects.requireNonNull(frame);
    this.effects = EffectSizes.of(fit, observed, EffectSizes.LEVEL);
  }

  /** The same analysis, for a class that shows it in another way. */
  Aov(Aov same) {
    this.fit = same.fit;
    this.frame = same.frame;
    this.effects = same.effects;
  }

  /**
   * Makes the analysis of type I.
   *
   * @param formula such as {@code "yield ~ N * P * K + Error(block)"}
   * @param data has a column for each variable of the formula
   * @throws FormulaException if the formula cannot be read, or the data give it no meaning
   */
  public static Aov fit(String formula, Table data) {
    String name = data.name() == null ? "" : data.name();
    return fit(
        Formula.parse(formula),
        ModelFrame.of(name, data),
        DesignOptions.defaults(),
        HypothesisType.I);
  }

  /**
   * Makes the analysis of a type, with a subset, weights or contrasts.
   *
   * @throws FormulaException if the data give the formula no meaning
   * @throws dev.henderson.stats.classical.AovException where a choice does not go with {@code
   *     Error()}
   */
  public static Aov fit(
      Formula formula, ModelFrame frame, DesignOptions options, HypothesisType type) {
    return of(AovFit.of(formula, frame, options, type, () -> false), frame);
  }

  /**
   * An analysis that was made before.
   *
   * @param frame the data it was made of
   */
  public static Aov of(AovFit fit, ModelFrame frame) {
    return new Aov(fit, frame, List.of());
  }

  /**
   * The same analysis, with factors that were measured and not manipulated, such as gender: their
   * variation counts in the denominator of generalised eta squared.
   *
   * @throws dev.henderson.stats.classical.AovException naming what is no variable of the terms
   */
  public Aov observing(List<String> factors) {
    return new Aov(fit, frame, factors);
  }

  /** The data it was made of. */
  ModelFrame frame() {
    return frame;
  }

  /** The fit itself. */
  public AovFit fit() {
    return fit;
  }

  /** The linear model behind it, where there is no {@code Error()}. */
  public Optional<Lm> lm() {
    return fit.lm().map(lm -> Lm.of(lm, frame));
  }

  /** The text of the formula. */
  @Override
  public String formula() {
    return fit.formula();
  }

  /** The strata in order. */
  public List<ErrorStratum> strata() {
    return fit.strata();
  }

  /** The number of rows used. */
  public int nobs() {
    return fit.nobs();
  }

  /** Residuals; with {@code Error()} those of the last stratum that has any. */
  public double[] residuals() {
    return fit.residuals();
  }

  /** The response less the residuals. */
  public double[] fitted() {
    return fit.fitted();
  }

  /** Means of the response over the cells of the first two factors, with intervals. */
  public Optional<CellMeans> cellMeans() {
    return CellMeans.of(fit);
  }

  /** Tukey's comparisons of the means of a term, with 95% family-wise intervals. */
  public TukeyHsd tukey(String term) {
    return TukeyHsd.of(fit, term, 0.95);
  }

  /** How much the terms explain, with 90% intervals. */
  public EffectSizes effectSizes() {
    return effects;
  }

  /** Mauchly's tests and corrected F tests, where the design is one of repeated measures. */
  public List<SphericityTest> sphericity() {
    return fit.sphericity();
  }

  /** What a reader of the result should know. */
  public List<Diagnostic> diagnostics() {
    return fit.diagnostics();
  }

  /**
   * One row per term and stratum: {@code stratum, term, df, sumsq, meansq, statistic, p.value,
   * eta2.generalized, eta2.partial, omega2.partial}, and of repeated measures {@code epsilon.gg,
   * p.value.gg, epsilon.hf, p.value.hf}.
   */
  public Table tidy() {
    return TidyTable.of("tidy", AovReport.tidy(fit, effects));
  }

  /** One row per term: the sizes of its effect with the limits of their 90% intervals. */
  public Table tidyEffects() {
    return TidyTable.of("effects", WithinReport.tidyEffects(effects));
  }

  /** One row per term within subjects: Mauchly's W, epsilons, corrected p values. */
  public Table tidySphericity() {
    return TidyTable.of("sphericity", WithinReport.tidySphericity(fit.sphericity()));
  }

  /** One row about the whole analysis: {@code nobs, nobs.dropped, strata}. */
  public Table glance() {
    return TidyTable.of("glance", List.of(AovReport.glance(fit)));
  }

  private Optional<StudyDesign> study() {
    LinearDesign design = fit.design();
    return Studies.of(design.formula(), design.dataName(), frame.table(design.rowsUsed()));
  }

  @Override
  public Explanation explain(String name) {
    return StrataExplanation.of(fit, study(), name);
  }

  @Override
  public Report report() {
    return AovReport.of(fit, effects);
  }

  /** Residuals against fitted values, Q-Q plot, cell means with intervals. */
  @Override
  public List<Picture> pictures(PictureFormat format) {
    List<Picture> pictures = new ArrayList<>();
    pictures.add(residualPlot().picture(format));
    if (!qqPlot().isEmpty()) {
      pictures.add(qqPlot().picture(format));
    }
    interactionPlot().ifPresent(p -> pictures.add(p.picture(format)));
    return pictures;
  }

  /** Residuals against fitted values. */
  public ResidualPlot residualPlot() {
    return fit.lm().map(ResidualPlot::of).orElseGet(() -> ResidualPlot.of(fitted(), residuals()));
  }

  /** Residuals against normal quantiles; standardised where there is no {@code Error()}. */
  public QqPlot qqPlot() {
    return fit.lm()
        .map(lm -> QqPlot.of(Influence.of(lm).standardized(), "Standardised residual"))
        .orElseGet(() -> QqPlot.of(residuals(), "Residual"));
  }

  /** Cell means with intervals; none if there is no factor. */
  public Optional<InteractionPlot> interactionPlot() {
    return cellMeans().map(InteractionPlot::of);
  }

  /** The table as text. */
  @Override
  public String toString() {
    return TextRenderer.render(report());
  }
}
