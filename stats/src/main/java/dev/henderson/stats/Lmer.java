package dev.henderson.stats;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.infer.LikelihoodComparison;
import dev.henderson.stats.lmm.LinearMixedModel;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.mixed.FitOptions;
import dev.henderson.stats.report.LmmReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tech.tablesaw.api.Table;

/**
 * A fitted linear mixed model with the tests of its fixed effects: what {@code %lmer} binds to a
 * notebook variable. Immutable.
 *
 * <pre>{@code
 * Table sleepstudy = Dataset.find("sleepstudy").orElseThrow().load();
 * Lmer m = Lmer.fit("Reaction ~ Days + (Days | Subject)", sleepstudy);
 * double slope = m.fixef().estimate(1);  // 10.467 ms a day
 * Table rows = m.tidy();                 // one row per parameter
 * RandomTermTests tests = m.ranova();    // is the slope's variance needed?
 * }</pre>
 */
public final class Lmer implements MixedFitted {
  static final double LEVEL = 0.95;

  private final LmmFit fit;
  private final CoefficientTable coefficients;

  private Lmer(LmmFit fit, DegreesOfFreedom ddf) {
    this.fit = Objects.requireNonNull(fit);
    this.coefficients = CoefficientTable.of(fit, ddf, LEVEL);
  }

  /**
   * Fits a model by REML, with Satterthwaite's degrees of freedom.
   *
   * @param formula such as {@code "Reaction ~ Days + (Days | Subject)"}
   * @param data has a column for each variable of the formula
   * @throws FormulaException if the formula cannot be read, or the data give it no meaning
   */
  public static Lmer fit(String formula, Table data) {
    return fit(formula, data, FitOptions.defaults());
  }

  /**
   * Fits a model with options, such as {@code FitOptions.defaults().withReml(false)}.
   *
   * @throws FormulaException if the formula cannot be read, or the data give it no meaning
   */
  public static Lmer fit(String formula, Table data, FitOptions options) {
    String name = data.name() == null ? "" : data.name();
    return fit(
        Formula.parse(formula),
        ModelFrame.of(name, data),
        DesignOptions.defaults(),
        options,
        DegreesOfFreedom.SATTERTHWAITE);
  }

  /**
   * Fits a model with all there is to choose.
   *
   * @throws FormulaException if the data give the formula no meaning
   */
  public static Lmer fit(
      Formula formula,
      ModelFrame frame,
      DesignOptions designOptions,
      FitOptions fitOptions,
      DegreesOfFreedom ddf) {
    return of(
        LinearMixedModel.of(Design.mixed(formula, frame, designOptions)).fit(fitOptions), ddf);
  }

  /** A fit that was made before, with Satterthwaite's degrees of freedom. */
  public static Lmer of(LmmFit fit) {
    return of(fit, DegreesOfFreedom.SATTERTHWAITE);
  }

  /** A fit that was made before, with degrees of freedom by choice. */
  public static Lmer of(LmmFit fit, DegreesOfFreedom ddf) {
    return new Lmer(fit, ddf);
  }

  @Override
  public LmmFit fit() {
    return fit;
  }

  @Override
  public CoefficientTable coefficients() {
    return coefficients;
  }

  /**
   * Models of the same data compared by likelihood-ratio tests; fits by REML are fitted again by
   * maximum likelihood.
   *
   * @throws InferenceException if they are not of the same data
   */
  public static LikelihoodComparison compare(Map<String, ? extends MixedFitted> models) {
    Map<String, LmmFit> fits = new LinkedHashMap<>();
    models.forEach((name, model) -> fits.put(name, model.fit()));
    return LikelihoodComparison.of(fits);
  }

  /** The summary as a document. */
  @Override
  public Report report() {
    return LmmReport.of(fit, coefficients);
  }

  /** The summary as text. */
  @Override
  public String toString() {
    return TextRenderer.render(report());
  }
}
