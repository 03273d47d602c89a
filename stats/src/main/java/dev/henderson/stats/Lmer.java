package dev.henderson.stats;

import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.MixedModelDesign;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.document.TidyTable;
import dev.henderson.stats.explain.Explanation;
import dev.henderson.stats.explain.MixedExplanation;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.infer.LikelihoodComparison;
import dev.henderson.stats.infer.MixedAnova;
import dev.henderson.stats.infer.Predictions;
import dev.henderson.stats.infer.RandomEffectsPca;
import dev.henderson.stats.infer.RandomForm;
import dev.henderson.stats.infer.RandomTermTests;
import dev.henderson.stats.infer.VarianceShares;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.lmm.LinearMixedModel;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.ResponseRefits;
import dev.henderson.stats.mixed.ConditionalModes;
import dev.henderson.stats.mixed.FitOptions;
import dev.henderson.stats.mixed.VarCorr;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.plot.CaterpillarPlot;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.plot.ResidualPlot;
import dev.henderson.stats.profile.Profile;
import dev.henderson.stats.profile.ProfileIntervals;
import dev.henderson.stats.report.LmmReport;
import dev.henderson.stats.report.LmmTidy;
import dev.henderson.stats.report.PredictionReport;
import dev.henderson.stats.report.RanefReport;
import dev.henderson.stats.resample.Bootstrap;
import dev.henderson.stats.resample.MixedInfluence;
import dev.henderson.stats.resample.ResampleOptions;
import dev.henderson.stats.resample.Statistic;
import dev.henderson.stats.structure.StudyDesign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A fitted linear mixed model with the tests of its fixed effects: what {@code %lmer} binds to a
 * notebook variable. Immutable; the accessors have R's names, the tables broom's columns.
 */
public sealed class Lmer implements Fitted, Explained permits MixedLm {
  private static final double LEVEL = 0.95;

  private final LmmFit fit;
  private final CoefficientTable coefficients;
  private final ModelFrame frame;
  private final int[] rowsUsed;
  private final DesignOptions options;

  private Lmer(
      LmmFit fit,
      CoefficientTable coefficients,
      ModelFrame frame,
      int[] rowsUsed,
      DesignOptions options) {
    this.fit = Objects.requireNonNull(fit);
    this.coefficients = Objects.requireNonNull(coefficients);
    this.frame = frame;
    this.rowsUsed = rowsUsed;
    this.options = options;
  }

  /** The same fit, for a class that shows it in another way. */
  Lmer(Lmer same) {
    this(same.fit, same.coefficients, same.frame, same.rowsUsed, same.options);
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
    MixedModelDesign design = MixedModelDesign.of(formula, frame, designOptions);
    LmmFit fit = LinearMixedModel.of(design).fit(fitOptions);
    return new Lmer(
        fit, CoefficientTable.of(fit, ddf, LEVEL), frame, design.rowsUsed(), designOptions);
  }

  /** A fit that was made before, with Satterthwaite's degrees of freedom. */
  public static Lmer of(LmmFit fit) {
    return of(fit, DegreesOfFreedom.SATTERTHWAITE);
  }

  /** A fit that was made before, with degrees of freedom by choice. */
  public static Lmer of(LmmFit fit, DegreesOfFreedom ddf) {
    return new Lmer(
        fit, CoefficientTable.of(fit, ddf, LEVEL), null, null, DesignOptions.defaults());
  }

  /** The data it was made of; null if it was made before, of matrices. */
  ModelFrame frame() {
    return frame;
  }

  /** What was said of the design beside the formula. */
  DesignOptions options() {
    return options;
  }

  /** The fit itself. */
  public LmmFit fit() {
    return fit;
  }

  /** The fixed effects with tests and 95% confidence intervals. */
  public CoefficientTable coefficients() {
    return coefficients;
  }

  /** The text of the formula. */
  @Override
  public String formula() {
    return fit.formula();
  }

  /** Whether it was fitted by REML rather than by maximum likelihood. */
  public boolean reml() {
    return fit.reml();
  }

  /** The REML criterion or the deviance, −2 log-likelihood. */
  public double criterion() {
    return fit.criterion();
  }

  /** The log-likelihood, restricted if fitted by REML. */
  public double logLik() {
    return fit.logLik();
  }

  /** The number of parameters. */
  public int df() {
    return fit.df();
  }

  /** Akaike's criterion. */
  public double aic() {
    return fit.aic();
  }

  /** The Bayesian criterion. */
  public double bic() {
    return fit.bic();
  }

  /** The number of rows used. */
  public int nobs() {
    return fit.nobs();
  }

  /** Grouping factors and their numbers of levels, in the order of the formula. */
  public Map<String, Integer> ngroups() {
    return fit.ngroups();
  }

  /** The relative covariance parameters, in lme4's order. */
  public double[] theta() {
    return fit.theta();
  }

  /** The residual standard deviation. */
  public double sigma() {
    return fit.sigma();
  }

  /** The fixed effects with their covariance matrix. */
  public Coefficients fixef() {
    return fit.fixef();
  }

  /** The covariance matrices of the random effects, one per term. */
  public List<VarCorr> varCorr() {
    return fit.varCorr();
  }

  /** The conditional modes of the random effects, one per term. */
  public List<ConditionalModes> ranef() {
    return fit.ranef();
  }

  /** Fitted values given the conditional modes, one per row used. */
  public double[] fitted() {
    return fit.fitted();
  }

  /** Response less fitted values, one per row used. */
  public double[] residuals() {
    return fit.residuals();
  }

  /** Whether a random-effects covariance matrix lost rank. */
  public boolean singular() {
    return fit.singular();
  }

  /** Whether the search ended at a minimum. */
  public boolean converged() {
    return fit.converged();
  }

  /** What a reader of the result should know. */
  public List<Diagnostic> diagnostics() {
    return fit.diagnostics();
  }

  /**
   * One row per parameter: {@code effect} (fixed, ran_pars), {@code group, term, estimate,
   * std.error, df, statistic, p.value, conf.low, conf.high}.
   */
  public Table tidy() {
    Table table = TidyTable.of("tidy", LmmTidy.tidy(fit, coefficients));
    List<String> names = new ArrayList<>(table.columnNames());
    names.remove("group");
    names.add(1, "group");
    return table.selectColumns(names.toArray(String[]::new));
  }

  /**
   * One row about the whole model: {@code nobs, method, REMLcrit} or {@code deviance, logLik, df,
   * AIC, BIC, sigma} and so on; the sizes of groups are {@code ngroups.Subject}, the parameters
   * {@code theta.1, theta.2}.
   */
  public Table glance() {
    return TidyTable.of("glance", List.of(LmmTidy.glance(fit)));
  }

  /**
   * One row per conditional mode: {@code effect} (ran_vals), {@code group, level, term, estimate,
   * std.error}.
   */
  public Table tidyRanef() {
    return TidyTable.of("ranef", LmmTidy.ranVals(fit));
  }

  /**
   * The rows used, with all columns of the data, and {@code .fitted, .resid, .fixed} (the fitted
   * value of the fixed part alone). Of a fit that was made before, the columns of the data are not
   * known, only the response and the groups.
   */
  public Table augment() {
    Table table = rows();
    return table.addColumns(
        DoubleColumn.create(".fitted", fit.fitted()),
        DoubleColumn.create(".resid", fit.residuals()),
        DoubleColumn.create(".fixed", fit.fittedFixed()));
  }

  private Table responseAndGroups() {
    MixedModelData data = fit.data();
    int n = data.rows();
    Table table = Table.create(fit.dataName());
    double[] response = new double[n];
    for (int i = 0; i < n; i++) {
      response[i] = data.response(i);
    }
    table.addColumns(DoubleColumn.create(".response", response));
    for (RandomEffectsTerm term : data.random()) {
      GroupingFactor group = term.group();
      if (!table.containsColumn(group.name())) {
        StringColumn column = StringColumn.create(group.name());
        for (int i = 0; i < n; i++) {
          column.append(group.levels().get(group.levelOf(i)));
        }
        table.addColumns(column);
      }
    }
    return table;
  }

  /** The analysis of variance, type III, with the degrees of freedom of the summary. */
  public MixedAnova anova() {
    return anova(HypothesisType.III, coefficients.ddf());
  }

  /**
   * The analysis of variance.
   *
   * @throws InferenceException if the method does not apply to the fit
   */
  public MixedAnova anova(HypothesisType type, DegreesOfFreedom ddf) {
    return MixedAnova.of(fit, type, ddf);
  }

  /** Each random effect tested by leaving it out. */
  public RandomTermTests ranova() {
    return RandomTermTests.of(fit);
  }

  /** 95% intervals of all parameters from the profile likelihood. */
  public List<Interval> confint() {
    return ProfileIntervals.of(fit, LEVEL);
  }

  /**
   * What each level of a grouping, of any column of the data ({@code "batch:cask"} for
   * combinations), or each row ({@code "obs"}) does to the fit. Fitted again exactly unless that
   * would take more than {@link MixedInfluence#BUDGET} seconds; the result says which.
   *
   * @throws InferenceException if there is no such column
   */
  public MixedInfluence influence(String by) {
    return influence(by, null, () -> false);
  }

  /**
   * The same by a method of choice.
   *
   * @param method null to choose by the time it would take
   * @param cancelled asked before each refit
   */
  public MixedInfluence influence(
      String by, MixedInfluence.Method method, BooleanSupplier cancelled) {
    return LeftOut.of(this, rowsUsed, by, method, cancelled);
  }

  /** A parametric bootstrap: the model fitted again to n sets of responses drawn from it. */
  public Bootstrap bootstrap(int n, long seed) {
    return Bootstrap.of(fit, n, seed);
  }

  /**
   * A parametric bootstrap of statistics.
   *
   * @param statistics parameters or expressions of them: {@code "icc"}, {@code "Days / sigma"}
   * @throws FormulaException at a name there is not
   */
  public Bootstrap bootstrap(int n, long seed, String... statistics) {
    List<Statistic> wanted =
        Arrays.stream(statistics).map(text -> Statistic.parse(text, fit)).toList();
    return Bootstrap.of(fit, ResampleOptions.of(n, seed), wanted);
  }

  /**
   * A parametric bootstrap of any function of a fit: {@code m.bootstrap(1000, 1, f ->
   * f.fixef().estimate(1) / f.sigma())}.
   */
  public Bootstrap bootstrap(int n, long seed, ToDoubleFunction<LmmFit> statistic) {
    return Bootstrap.of(
        fit, ResampleOptions.of(n, seed), List.of(Statistic.of("statistic", statistic)));
  }

  /** The same, from a seed of chance. */
  public Bootstrap bootstrap(int n, ToDoubleFunction<LmmFit> statistic) {
    return bootstrap(n, ResampleOptions.of(n).seed(), statistic);
  }

  /** The profile likelihood of all parameters, with 95% intervals and curves. */
  public Profile profile() {
    return Profile.of(fit, LEVEL);
  }

  /** How the variance divides: intraclass correlations, R². */
  public VarianceShares varianceShares() {
    return VarianceShares.of(fit);
  }

  /** Principal components of the random effects of each grouping factor. */
  public RandomEffectsPca pca() {
    return RandomEffectsPca.of(fit);
  }

  /**
   * Predictions for new rows: the table with {@code .fitted, .se.fit, .lower, .upper, .lower.pred,
   * .upper.pred}.
   *
   * @param newData has the variables of the formula
   * @param randomEffects whether the levels' conditional modes are part of the prediction
   * @throws FormulaException if a variable is missing or a factor has an unknown level
   */
  public Table predict(Table newData, boolean randomEffects) {
    RandomForm form = randomEffects ? RandomForm.ALL : RandomForm.NONE;
    return PredictionReport.table(newData, predictions(newData, form, LEVEL));
  }

  /**
   * The same with some of the random effects.
   *
   * @param randomEffects such as {@code "~ (1 | Subject)"}
   * @throws FormulaException also if the fit does not have them
   */
  public Table predict(Table newData, String randomEffects) {
    RandomForm form = RandomForm.of(Formula.parse(randomEffects), fit);
    return PredictionReport.table(newData, predictions(newData, form, LEVEL));
  }

  /** Predictions for new rows as numbers. */
  public Predictions predictions(Table newData, RandomForm form, double level) {
    String name = newData.name() == null ? "" : newData.name();
    return Predictions.of(fit, ModelFrame.of(name, newData), form, level);
  }

  /**
   * The rows used with responses drawn from the fit, new random effects included, in columns {@code
   * sim_1, sim_2, ...}.
   *
   * @param n how many sets
   * @param seed the same seed gives the same responses
   */
  public Table simulate(int n, long seed) {
    ResponseRefits source = fit.refits();
    SplittableRandom random = new SplittableRandom(seed);
    Table table = rows();
    for (int i = 1; i <= n; i++) {
      table.addColumns(DoubleColumn.create("sim_" + i, source.simulate(random)));
    }
    return table;
  }

  /** The rows used, with all columns of the data where they are known. */
  public Table rows() {
    return frame == null ? responseAndGroups() : frame.table(rowsUsed);
  }

  /** The names of the columns of {@link #rows()}. */
  List<String> columnNames() {
    return frame == null ? responseAndGroups().columnNames() : frame.columnNames();
  }

  /** Tests of any contrasts of the fixed effects, with the degrees of freedom of the summary. */
  public WaldTests contrasts() {
    return WaldTests.of(fit, coefficients.ddf());
  }

  /**
   * Models of the same data compared by likelihood-ratio tests; fits by REML are fitted again by
   * maximum likelihood.
   *
   * @throws InferenceException if they are not of the same data
   */
  public static LikelihoodComparison compare(Map<String, Lmer> models) {
    Map<String, LmmFit> fits = new LinkedHashMap<>();
    models.forEach((name, model) -> fits.put(name, model.fit()));
    return LikelihoodComparison.of(fits);
  }

  @Override
  public Explanation explain(String name) {
    Optional<StudyDesign> study =
        fit.design().flatMap(d -> Studies.of(d.formula(), d.dataName(), rows()));
    return MixedExplanation.of(fit, coefficients, study, options, name);
  }

  /** The summary as a document. */
  @Override
  public Report report() {
    return LmmReport.of(fit, coefficients, options);
  }

  /** The conditional modes of the random effects with their standard deviations as a document. */
  public Report ranefReport() {
    return RanefReport.of(fit);
  }

  /** Residuals against fitted values, then a caterpillar plot per random-effects term. */
  public List<Picture> pictures() {
    return pictures(PictureFormat.PNG);
  }

  /** The same pictures in a format. */
  @Override
  public List<Picture> pictures(PictureFormat format) {
    List<Picture> pictures = new ArrayList<>();
    pictures.add(residualPlot().picture(format));
    caterpillarPlots().forEach(plot -> pictures.add(plot.picture(format)));
    return List.copyOf(pictures);
  }

  /** Residuals against fitted values. */
  public ResidualPlot residualPlot() {
    return ResidualPlot.of(fit);
  }

  /** A caterpillar plot per random-effects term. */
  public List<CaterpillarPlot> caterpillarPlots() {
    return fit.ranef().stream().map(CaterpillarPlot::of).toList();
  }

  /** The summary as text. */
  @Override
  public String toString() {
    return TextRenderer.render(report());
  }
}
