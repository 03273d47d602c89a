package dev.henderson.stats;

import dev.henderson.stats.anova.AnovaTable;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.document.TidyTable;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.LmTests;
import dev.henderson.stats.lm.Influence;
import dev.henderson.stats.lm.LinearModel;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.lm.RobustVariance;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.plot.QqPlot;
import dev.henderson.stats.plot.ResidualPlot;
import dev.henderson.stats.report.LmReport;
import dev.henderson.stats.report.LmTidy;
import java.util.List;
import java.util.Objects;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A fitted linear model with the tests of its coefficients: what {@code %lm} binds to a notebook
 * variable. Immutable; the accessors have R's names, the tables broom's columns.
 */
public final class Lm implements Fitted {
  private static final double LEVEL = 0.95;

  private final LmFit fit;
  private final CoefficientTable coefficients;
  private final ModelFrame frame;
  private final String errors;

  private Lm(LmFit fit, ModelFrame frame) {
    this.fit = Objects.requireNonNull(fit);
    this.frame = Objects.requireNonNull(frame);
    this.coefficients = LmTests.coefficients(fit, LEVEL);
    this.errors = "";
  }

  private Lm(Lm of, RobustVariance.Kind kind) {
    this.fit = of.fit;
    this.frame = of.frame;
    this.coefficients = LmTests.coefficients(fit, RobustVariance.standardErrors(fit, kind), LEVEL);
    this.errors = "robust standard errors (" + kind + ")";
  }

  /**
   * Fits a model by least squares.
   *
   * @param formula such as {@code "mpg ~ wt + factor(cyl)"}
   * @param data has a column for each variable of the formula
   * @throws FormulaException if the formula cannot be read, or the data give it no meaning
   */
  public static Lm fit(String formula, Table data) {
    String name = data.name() == null ? "" : data.name();
    return fit(Formula.parse(formula), ModelFrame.of(name, data), DesignOptions.defaults());
  }

  /**
   * Fits a model with weights, offset, a subset or contrasts.
   *
   * @throws FormulaException if the data give the formula no meaning
   */
  public static Lm fit(Formula formula, ModelFrame frame, DesignOptions options) {
    return new Lm(LinearModel.of(formula, frame, options).fit(), frame);
  }

  /**
   * A fit that was made before.
   *
   * @param frame the data it was made of
   */
  public static Lm of(LmFit fit, ModelFrame frame) {
    return new Lm(fit, frame);
  }

  /** The same fit with standard errors that do not ask for equal variances. */
  public Lm robust(RobustVariance.Kind kind) {
    return new Lm(this, kind);
  }

  /** The data it was made of. */
  ModelFrame frame() {
    return frame;
  }

  /** The fit itself. */
  public LmFit fit() {
    return fit;
  }

  /** The coefficients with tests and 95% confidence intervals. */
  public CoefficientTable coefficients() {
    return coefficients;
  }

  /** The estimates with their covariance matrix; NaN where aliased. */
  public Coefficients coef() {
    return fit.coefficients();
  }

  /** The text of the formula. */
  public String formula() {
    return fit.formula();
  }

  /** The number of rows used. */
  public int nobs() {
    return fit.nobs();
  }

  /** Residual degrees of freedom. */
  public int dfResidual() {
    return fit.dfResidual();
  }

  /** The residual standard deviation. */
  public double sigma() {
    return fit.sigma();
  }

  /** The residual sum of squares. */
  public double deviance() {
    return fit.deviance();
  }

  /** The share of the variance that is explained. */
  public double rSquared() {
    return fit.rSquared();
  }

  /** The log-likelihood. */
  public double logLik() {
    return fit.logLik();
  }

  /** Akaike's criterion. */
  public double aic() {
    return fit.aic();
  }

  /** The Bayesian criterion. */
  public double bic() {
    return fit.bic();
  }

  /** Fitted values, one per row used. */
  public double[] fitted() {
    return fit.fitted();
  }

  /** Response less fitted values, one per row used. */
  public double[] residuals() {
    return fit.residuals();
  }

  /** The sequential analysis of variance, one F test per term. */
  public AnovaTable anova() {
    return anova(HypothesisType.I);
  }

  /** The analysis of variance of a type. */
  public AnovaTable anova(HypothesisType type) {
    return AnovaTable.of(fit, type);
  }

  /** What each row does to the fit. */
  public Influence influence() {
    return Influence.of(fit);
  }

  /** What a reader of the result should know. */
  public List<Diagnostic> diagnostics() {
    return fit.diagnostics();
  }

  /**
   * One row per coefficient: {@code term, estimate, std.error, statistic, p.value, conf.low,
   * conf.high}; an aliased one has a missing estimate.
   */
  public Table tidy() {
    return TidyTable.of("tidy", LmTidy.tidy(coefficients));
  }

  /**
   * One row about the whole model: {@code nobs, r.squared, adj.r.squared, sigma, statistic,
   * p.value, df, df.residual, logLik, AIC, BIC, deviance}.
   */
  public Table glance() {
    return TidyTable.of("glance", List.of(LmTidy.glance(fit)));
  }

  /**
   * The rows used, with all columns of the data, and {@code .fitted, .resid, .hat, .sigma, .cooksd,
   * .std.resid}.
   */
  public Table augment() {
    Influence influence = Influence.of(fit);
    return frame
        .table(fit.design().rowsUsed())
        .addColumns(
            DoubleColumn.create(".fitted", fit.fitted()),
            DoubleColumn.create(".resid", fit.residuals()),
            DoubleColumn.create(".hat", influence.leverage()),
            DoubleColumn.create(".sigma", influence.sigmaWithout()),
            DoubleColumn.create(".cooksd", influence.cooksDistance()),
            DoubleColumn.create(".std.resid", influence.standardized()));
  }

  @Override
  public Report report() {
    return LmReport.of(fit, coefficients, errors);
  }

  /** Residuals against fitted values, Q-Q plot, scale against location, residuals and leverage. */
  @Override
  public List<Picture> pictures(PictureFormat format) {
    return List.of(
        residualPlot().picture(format),
        qqPlot().picture(format),
        scaleLocationPlot().picture(format),
        leveragePlot().picture(format));
  }

  /** Residuals against fitted values. */
  public ResidualPlot residualPlot() {
    return ResidualPlot.of(fit);
  }

  /** Standardised residuals against normal quantiles. */
  public QqPlot qqPlot() {
    return QqPlot.of(Influence.of(fit).standardized(), "Standardised residual");
  }

  /** The size of residuals against fitted values. */
  public ResidualPlot scaleLocationPlot() {
    return ResidualPlot.scaleLocation(fit, Influence.of(fit));
  }

  /** Standardised residuals against leverage. */
  public ResidualPlot leveragePlot() {
    return ResidualPlot.leverage(fit, Influence.of(fit));
  }

  /** The summary as text. */
  @Override
  public String toString() {
    return TextRenderer.render(report());
  }
}
