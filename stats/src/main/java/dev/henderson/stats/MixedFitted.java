package dev.henderson.stats;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TidyTable;
import dev.henderson.stats.explain.Explanation;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.infer.InferenceException;
import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.infer.RandomForm;
import dev.henderson.stats.infer.TermTests;
import dev.henderson.stats.infer.WaldTests;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.Shrinkage;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.ConditionalModes;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.Progress;
import dev.henderson.stats.model.VarCorr;
import dev.henderson.stats.plot.CaterpillarPlot;
import dev.henderson.stats.plot.Drawing;
import dev.henderson.stats.plot.Picture;
import dev.henderson.stats.plot.PictureFormat;
import dev.henderson.stats.plot.QqPlot;
import dev.henderson.stats.plot.ResidualPlot;
import dev.henderson.stats.plot.ShrinkagePlot;
import dev.henderson.stats.profile.HasProfile;
import dev.henderson.stats.profile.Profile;
import dev.henderson.stats.profile.ProfileIntervals;
import dev.henderson.stats.report.FitTidy;
import dev.henderson.stats.report.LmmReport;
import dev.henderson.stats.report.PartReport;
import dev.henderson.stats.report.PredictionReport;
import dev.henderson.stats.resample.Bootstrap;
import dev.henderson.stats.resample.BootstrapTest;
import dev.henderson.stats.resample.Bootstraps;
import dev.henderson.stats.resample.LeavesOut;
import dev.henderson.stats.resample.MixedInfluence;
import dev.henderson.stats.resample.ResampleOptions;
import dev.henderson.stats.resample.Statistic;
import dev.henderson.stats.structure.StudyDesign;
import dev.henderson.stats.variation.DividesVariance;
import dev.henderson.stats.variation.RandomEffectsPca;
import dev.henderson.stats.variation.RandomTermTests;
import dev.henderson.stats.variation.VarianceShares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A fitted linear mixed model in a notebook, whatever call it was written as: all that can be asked
 * of it. The accessors have R's names, the tables broom's columns.
 */
public interface MixedFitted extends Fitted, HasProfile, Bootstraps, LeavesOut, DividesVariance {
  @Override
  LmmFit fit();

  /** The fixed effects with tests and 95% confidence intervals. */
  CoefficientTable coefficients();

  @Override
  default WaldTests tests() {
    return WaldTests.of(fit(), coefficients().ddf());
  }

  /** Whether it was fitted by REML rather than by maximum likelihood. */
  default boolean reml() {
    return fit().reml();
  }

  /** The REML criterion or the deviance, −2 log-likelihood. */
  default double criterion() {
    return fit().criterion();
  }

  /** Grouping factors and their numbers of levels, in the order of the formula. */
  default Map<String, Integer> ngroups() {
    return fit().ngroups();
  }

  /** The relative covariance parameters, in lme4's order. */
  default double[] theta() {
    return fit().theta();
  }

  /** The fixed effects with their covariance matrix. */
  default Coefficients fixef() {
    return fit().fixef();
  }

  /** The covariance matrices of the random effects, one per term. */
  default List<VarCorr> varCorr() {
    return fit().varCorr();
  }

  /** The conditional modes of the random effects, one per term. */
  default List<ConditionalModes> ranef() {
    return fit().ranef();
  }

  /** Fitted values given the conditional modes, one per row used. */
  default double[] fitted() {
    return fit().fitted();
  }

  /** Response less fitted values, one per row used. */
  default double[] residuals() {
    return fit().residuals();
  }

  /** Whether a random-effects covariance matrix lost rank. */
  default boolean singular() {
    return fit().singular();
  }

  /** Whether the search ended at a minimum. */
  default boolean converged() {
    return fit().converged();
  }

  /**
   * One row per parameter: {@code effect} (fixed, ran_pars), {@code group, term, estimate,
   * std.error, df, statistic, p.value, conf.low, conf.high}.
   */
  default Table tidy() {
    Table table = TidyTable.of("tidy", FitTidy.tidy(fit(), fit().sigma(), coefficients()));
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
  default Table glance() {
    return TidyTable.of("glance", List.of(LmmReport.glance(fit())));
  }

  /**
   * One row per conditional mode: {@code effect} (ran_vals), {@code group, level, term, estimate,
   * std.error}.
   */
  default Table tidyRanef() {
    return TidyTable.of("ranef", FitTidy.ranVals(ranef()));
  }

  /**
   * The rows used, with all columns of the data, and {@code .fitted, .resid, .fixed} (the fitted
   * value of the fixed part alone). Of a fit that was made before, the columns of the data are not
   * known, only the response and the groups.
   */
  default Table augment() {
    Table table = rows();
    return table.addColumns(
        DoubleColumn.create(".fitted", fit().fitted()),
        DoubleColumn.create(".resid", fit().residuals()),
        DoubleColumn.create(".fixed", fit().fittedFixed()));
  }

  private Table responseAndGroups() {
    MixedModelData data = fit().data();
    int n = data.rows();
    Table table = Table.create(fit().dataName());
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
  default TermTests anova() {
    return anova(HypothesisType.III, coefficients().ddf());
  }

  /**
   * The analysis of variance.
   *
   * @throws InferenceException if the method does not apply to the fit
   */
  default TermTests anova(HypothesisType type, DegreesOfFreedom ddf) {
    return TermTests.of(basis(ddf), type);
  }

  @Override
  default RandomTermTests ranova() {
    return RandomTermTests.of(fit());
  }

  /** 95% intervals of all parameters from the profile likelihood. */
  default List<Interval> confint() {
    return ProfileIntervals.of(fit(), Lmer.LEVEL);
  }

  /**
   * What each level of a grouping, of any column of the data ({@code "batch:cask"} for
   * combinations), or each row ({@code "obs"}) does to the fit. Fitted again exactly unless that
   * would take more than {@link MixedInfluence#BUDGET} seconds; the result says which.
   *
   * @throws InferenceException if there is no such column
   */
  default MixedInfluence influence(String by) {
    return influence(by, null, Cancellation.NEVER);
  }

  @Override
  default List<String> groupings() {
    return List.copyOf(ngroups().keySet());
  }

  @Override
  default MixedInfluence influence(
      String by, MixedInfluence.Method method, Cancellation cancellation) {
    return LeftOut.of(fit(), rows(), by, method, cancellation);
  }

  /** A parametric bootstrap: the model fitted again to n sets of responses drawn from it. */
  default Bootstrap bootstrap(int n, long seed) {
    return Bootstrap.of(fit(), n, seed);
  }

  /**
   * A parametric bootstrap of statistics.
   *
   * @param statistics parameters or expressions of them: {@code "icc"}, {@code "Days / sigma"}
   * @throws FormulaException at a name there is not
   */
  default Bootstrap bootstrap(int n, long seed, String... statistics) {
    List<Statistic> wanted =
        Arrays.stream(statistics).map(text -> Statistic.parse(text, fit())).toList();
    return Bootstrap.of(fit(), ResampleOptions.of(n, seed), wanted);
  }

  /**
   * A parametric bootstrap of any function of a fit: {@code m.bootstrap(1000, 1, f ->
   * f.fixef().estimate(1) / f.sigma())}.
   */
  default Bootstrap bootstrap(int n, long seed, ToDoubleFunction<LmmFit> statistic) {
    return Bootstrap.of(
        fit(), ResampleOptions.of(n, seed), List.of(Statistic.of("statistic", statistic)));
  }

  /** The same, from a seed of chance. */
  default Bootstrap bootstrap(int n, ToDoubleFunction<LmmFit> statistic) {
    return bootstrap(n, ResampleOptions.of(n).seed(), statistic);
  }

  @Override
  default Bootstrap bootstrap(ResampleOptions options, List<Statistic> statistics) {
    return Bootstrap.of(fit(), options, statistics);
  }

  @Override
  default Statistic statistic(Expression expression) {
    return Statistic.of(expression, fit());
  }

  @Override
  default BootstrapTest bootstrapTest(Fit small, ResampleOptions options) {
    if (!(small instanceof LmmFit mixed)) {
      throw new InferenceException("The null model is no mixed model, as the other one is.");
    }
    return Bootstrap.test(mixed, fit(), options);
  }

  @Override
  default List<Interval> profileIntervals(double level, List<String> terms) {
    return ProfileIntervals.of(fit(), level, terms);
  }

  @Override
  default Profile profile(double level, List<String> terms, Progress progress) {
    return Profile.of(fit(), level, terms, progress);
  }

  @Override
  default List<String> covarianceTerms() {
    return ProfileIntervals.covarianceTerms(fit());
  }

  /** The profile likelihood of all parameters, with 95% intervals and curves. */
  default Profile profile() {
    return Profile.of(fit(), Lmer.LEVEL);
  }

  @Override
  default VarianceShares varianceShares() {
    return VarianceShares.of(fit());
  }

  @Override
  default RandomEffectsPca pca() {
    return RandomEffectsPca.of(fit());
  }

  /**
   * Predictions for new rows: the table with {@code .fitted, .se.fit, .lower, .upper, .lower.pred,
   * .upper.pred}.
   *
   * @param newData has the variables of the formula
   * @param randomEffects whether the levels' conditional modes are part of the prediction
   * @throws FormulaException if a variable is missing or a factor has an unknown level
   */
  default Table predict(Table newData, boolean randomEffects) {
    RandomForm form = randomEffects ? RandomForm.ALL : RandomForm.NONE;
    return PredictionReport.table(newData, predictions(newData, form, Lmer.LEVEL));
  }

  /**
   * The same with some of the random effects.
   *
   * @param randomEffects such as {@code "~ (1 | Subject)"}
   * @throws FormulaException also if the fit does not have them
   */
  default Table predict(Table newData, String randomEffects) {
    RandomForm form = RandomForm.of(Formula.parse(randomEffects), fit());
    return PredictionReport.table(newData, predictions(newData, form, Lmer.LEVEL));
  }

  /** The rows used, with all columns of the data where they are known. */
  default Table rows() {
    return fit().isOfFormula()
        ? fit().design().frame().table(fit().design().rowsUsed())
        : responseAndGroups();
  }

  /** Tests of any contrasts of the fixed effects, with the degrees of freedom of the summary. */
  default WaldTests contrasts() {
    return tests();
  }

  /** The conditional modes of the random effects with their standard deviations as a document. */
  default Report ranefReport() {
    return PartReport.ofRanef(ranef(), fit().call());
  }

  /** The pictures shown unasked: residuals, then a caterpillar plot per random-effects term. */
  default List<Picture> pictures() {
    return pictures(PictureFormat.PNG);
  }

  @Override
  default List<Drawing> drawings() {
    LmmFit fit = fit();
    return List.of(
        Drawing.of("residuals", true, f -> residualPlot().picture(f)),
        Drawing.of("qq", false, f -> QqPlot.of(fit, fit.sigma()).picture(f)),
        Drawing.of(
            "scale-location", false, f -> ResidualPlot.scaleLocation(fit, fit.sigma()).picture(f)),
        TermEffect.drawing(this),
        new Drawing(
            "caterpillar",
            true,
            () ->
                fit.ranef().stream()
                    .<Drawing.Part>map(m -> f -> Optional.of(CaterpillarPlot.of(m).picture(f)))
                    .toList()),
        new Drawing(
            "shrinkage",
            false,
            () ->
                IntStream.range(0, fit.ranef().size())
                    .<Drawing.Part>mapToObj(
                        t -> f -> Optional.of(ShrinkagePlot.of(Shrinkage.of(fit, t)).picture(f)))
                    .toList()),
        new Drawing(
            "ranef-qq",
            false,
            () ->
                fit.ranef().stream()
                    .flatMap(
                        m ->
                            IntStream.range(0, m.effects().size())
                                .<Drawing.Part>mapToObj(
                                    e -> f -> Optional.of(QqPlot.of(m, e).picture(f))))
                    .toList()));
  }

  /** Residuals against fitted values. */
  default ResidualPlot residualPlot() {
    return ResidualPlot.of(fit());
  }

  /** A caterpillar plot per random-effects term. */
  default List<CaterpillarPlot> caterpillarPlots() {
    return fit().ranef().stream().map(CaterpillarPlot::of).toList();
  }

  @Override
  default Explanation explain(String name) {
    Optional<StudyDesign> study =
        fit().isOfFormula() ? Studies.of(fit().design()) : Optional.empty();
    return Explanation.of(basis(), coefficients(), study, name);
  }
}
