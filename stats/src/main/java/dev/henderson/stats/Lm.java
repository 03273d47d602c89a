package dev.henderson.stats;

import dev.henderson.stats.classical.AnovaTable;
import dev.henderson.stats.classical.AovFit;
import dev.henderson.stats.classical.ComparesMeans;
import dev.henderson.stats.classical.HasSumsOfSquares;
import dev.henderson.stats.classical.NestedComparison;
import dev.henderson.stats.classical.RobustAnova;
import dev.henderson.stats.classical.TukeyHsd;
import dev.henderson.stats.classical.WholeModelTest;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.document.TidyTable;
import dev.henderson.stats.explain.Explanation;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.FTest;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.infer.Predictions;
import dev.henderson.stats.infer.RandomForm;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.lm.HasVarianceInflation;
import dev.henderson.stats.lm.Influence;
import dev.henderson.stats.lm.LinearModel;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.lm.RobustVariance;
import dev.henderson.stats.lm.VarianceInflation;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.plot.Drawing;
import dev.henderson.stats.plot.QqPlot;
import dev.henderson.stats.plot.ResidualPlot;
import dev.henderson.stats.report.AnovaReport;
import dev.henderson.stats.report.FitTidy;
import dev.henderson.stats.report.LmReport;
import dev.henderson.stats.report.PredictionReport;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A fitted linear model with the tests of its coefficients: what {@code %lm} binds to a notebook
 * variable. Immutable; the accessors have R's names, the tables broom's columns.
 *
 * <pre>{@code
 * Table sleepstudy = Dataset.find("sleepstudy").orElseThrow().load();
 * Lm m = Lm.fit("Reaction ~ Days", sleepstudy);
 * Table rows = m.tidy();                                   // estimates, t tests, intervals
 * Table sandwich = m.robust(RobustVariance.Kind.HC3).tidy(); // without equal variances
 * }</pre>
 */
public final class Lm implements Fitted, HasSumsOfSquares, HasVarianceInflation, ComparesMeans {
  private static final double LEVEL = 0.95;

  private final LmFit fit;
  private final CoefficientTable coefficients;
  private final RobustVariance.Kind robust;
  private final WaldTests tests;
  private volatile Influence influence;

  private Lm(LmFit fit) {
    this.fit = Objects.requireNonNull(fit);
    this.robust = null;
    this.tests = WaldTests.of(fit);
    this.coefficients = CoefficientTable.of(tests, LEVEL);
  }

  private Lm(Lm of, RobustVariance.Kind kind) {
    this.fit = of.fit;
    Coefficients b = fit.coefficients();
    double[] covariance = RobustVariance.covariance(fit, kind);
    Coefficients robust = new Coefficients(b.names(), b.estimates(), covariance);
    this.tests = WaldTests.of(fit, robust, "robust standard errors (" + kind + ")");
    this.coefficients = CoefficientTable.of(tests, LEVEL);
    this.robust = kind;
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
    return of(LinearModel.of(formula, frame, options).fit());
  }

  /** A fit that was made before. */
  public static Lm of(LmFit fit) {
    return new Lm(fit);
  }

  /** The same fit with standard errors that do not ask for equal variances. */
  public Lm robust(RobustVariance.Kind kind) {
    return new Lm(this, kind);
  }

  @Override
  public LmFit fit() {
    return fit;
  }

  /** The coefficients with tests and 95% confidence intervals. */
  public CoefficientTable coefficients() {
    return coefficients;
  }

  /** The estimates with their covariance matrix, robust where it is; NaN where aliased. */
  public Coefficients coef() {
    return tests.coefficients();
  }

  /** Residual degrees of freedom. */
  public int dfResidual() {
    return fit.dfResidual();
  }

  /** The residual sum of squares. */
  public double deviance() {
    return fit.deviance();
  }

  /** The share of the variance that is explained. */
  public double rSquared() {
    return fit.rSquared();
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

  @Override
  public AnovaTable anova(HypothesisType type) {
    return robust == null ? AnovaTable.of(fit, type) : RobustAnova.of(fit, tests, type);
  }

  /** The sums of squares of its terms, or where it is robust their Wald tests; type I unasked. */
  @Override
  public Report anovaReport(Optional<HypothesisType> type, Optional<DegreesOfFreedom> ddf) {
    return AnovaReport.of(fit, anova(type.orElse(HypothesisType.I)), standardErrors());
  }

  @Override
  public List<String> tukeyTerms() {
    return TukeyHsd.terms(AovFit.of(fit));
  }

  @Override
  public TukeyHsd tukey(String term, double level, boolean ordered) {
    return TukeyHsd.of(AovFit.of(fit), term, level, ordered);
  }

  /**
   * Linear models compared in the order given: by F, or where they are robust by Wald tests.
   *
   * @param names one per model
   * @throws IllegalArgumentException if they are not of the same response, rows and standard
   *     errors, or robust and not nested
   */
  public static NestedComparison compare(List<String> names, List<Lm> models) {
    List<LmFit> fits = models.stream().map(Lm::fit).toList();
    for (Lm lm : models) {
      if (lm.robust != models.get(0).robust) {
        throw new IllegalArgumentException(
            "The models "
                + names.get(0)
                + " and "
                + names.get(models.indexOf(lm))
                + " have different standard errors. Fit all with the same se =.");
      }
    }
    return models.get(0).robust == null
        ? NestedComparison.of(names, fits)
        : NestedComparison.wald(names, fits, models.stream().map(Lm::tests).toList());
  }

  /** The test of the whole model against its intercept; NaN where there is none. */
  public FTest modelTest() {
    return WholeModelTest.of(fit, tests);
  }

  @Override
  public WaldTests tests() {
    return tests;
  }

  /** What each row does to the fit; computed once, when first asked for. */
  public Influence influence() {
    Influence known = influence;
    if (known == null) {
      known = Influence.of(fit);
      influence = known;
    }
    return known;
  }

  /** Confidence intervals of the coefficients, robust ones where the standard errors are. */
  public List<Interval> confint(double level) {
    CoefficientTable table = CoefficientTable.of(tests, level);
    return table.rows().stream()
        .map(r -> new Interval(r.term(), r.estimate(), r.confLow(), r.confHigh()))
        .toList();
  }

  /** What the standard errors are: {@code robust standard errors (HC3)}; empty for the usual. */
  public String standardErrors() {
    return tests.errors();
  }

  /**
   * Predictions for new rows with 95% intervals: the columns of the new data and {@code .fitted,
   * .se.fit, .lower, .upper} (the mean), {@code .lower.pred, .upper.pred} (an observation).
   *
   * @throws FormulaException if a variable is missing or a factor has an unknown level
   */
  public Table predict(Table newData) {
    return PredictionReport.table(newData, predictions(newData, LEVEL));
  }

  /** Predictions for new rows as numbers. */
  public Predictions predictions(Table newData, double level) {
    String name = newData.name() == null ? "" : newData.name();
    return Predictions.of(basis(), ModelFrame.of(name, newData), RandomForm.NONE, level);
  }

  @Override
  public List<VarianceInflation> vif() {
    return VarianceInflation.of(fit);
  }

  /**
   * One row per coefficient: {@code term, estimate, std.error, statistic, p.value, conf.low,
   * conf.high}; an aliased one has a missing estimate.
   */
  public Table tidy() {
    return TidyTable.of("tidy", FitTidy.tidy(coefficients));
  }

  /**
   * One row about the whole model: {@code nobs, r.squared, adj.r.squared, sigma, statistic,
   * p.value, df, df.residual, logLik, AIC, BIC, deviance}.
   */
  public Table glance() {
    return TidyTable.of("glance", List.of(LmReport.glance(fit, modelTest())));
  }

  /**
   * The rows used, with all columns of the data, and {@code .fitted, .resid, .hat, .sigma, .cooksd,
   * .std.resid}.
   */
  public Table augment() {
    Influence influence = influence();
    return rows()
        .addColumns(
            DoubleColumn.create(".fitted", fit.fitted()),
            DoubleColumn.create(".resid", fit.residuals()),
            DoubleColumn.create(".hat", influence.leverage()),
            DoubleColumn.create(".sigma", influence.sigmaWithout()),
            DoubleColumn.create(".cooksd", influence.cooksDistance()),
            DoubleColumn.create(".std.resid", influence.standardized()));
  }

  @Override
  public Explanation explain(String name) {
    return Explanation.of(
        basis(), coefficients, anova(HypothesisType.III).tests(), Studies.of(fit.design()), name);
  }

  @Override
  public Report report() {
    return LmReport.of(fit, coefficients, standardErrors(), modelTest());
  }

  /** Residuals against fitted values, Q-Q plot, scale against location, residuals and leverage. */
  @Override
  public List<Drawing> drawings() {
    // Without residual degrees of freedom there are no standardised residuals.
    return List.of(
        Drawing.one("residuals", true, f -> residualPlot().unlessEmpty(f)),
        Drawing.one("qq", true, f -> qqPlot().unlessEmpty(f)),
        Drawing.one("scale-location", true, f -> scaleLocationPlot().unlessEmpty(f)),
        Drawing.one("leverage", true, f -> leveragePlot().unlessEmpty(f)),
        TermEffect.drawing(this));
  }

  /** Residuals against fitted values. */
  public ResidualPlot residualPlot() {
    return ResidualPlot.of(fit);
  }

  /** Standardised residuals against normal quantiles. */
  public QqPlot qqPlot() {
    return QqPlot.of(influence().standardized(), "Standardised residual");
  }

  /** The size of residuals against fitted values. */
  public ResidualPlot scaleLocationPlot() {
    return ResidualPlot.scaleLocation(fit, influence());
  }

  /** Standardised residuals against leverage. */
  public ResidualPlot leveragePlot() {
    return ResidualPlot.leverage(fit, influence());
  }

  /** The summary as text. */
  @Override
  public String toString() {
    return TextRenderer.render(report());
  }
}
