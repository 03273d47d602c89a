package dev.henderson.stats;

import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.formula.FormulaException;
import dev.henderson.stats.formula.Span;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.infer.CoefficientTable;
import dev.henderson.stats.infer.CoefficientTest;
import dev.henderson.stats.infer.DegreesOfFreedom;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.mixed.FitOptions;
import dev.henderson.stats.report.MixedLmReport;
import dev.henderson.stats.statsmodels.MixedLmModel;
import dev.henderson.stats.statsmodels.MixedLmParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A linear mixed model given as statsmodels' {@code MixedLM} is: what {@code %mixedlm} binds to a
 * notebook variable. All that can be asked of an {@link Lmer} can be asked of it, with patsy's
 * names; the summary and the accessors of this class have statsmodels' names.
 *
 * <pre>{@code
 * Table sleepstudy = Dataset.find("sleepstudy").orElseThrow().load();
 * MixedLm m = MixedLm.fit("Reaction ~ Days", sleepstudy, "Subject");
 * double slope = m.feParams().get("Days");  // 10.467
 * String same = m.lmerCall();               // the call of R
 * }</pre>
 */
public final class MixedLm implements MixedFitted {
  private final MixedLmModel model;
  private final Lmer lmer;

  private MixedLm(MixedLmModel model, Lmer lmer) {
    this.model = model;
    this.lmer = lmer;
  }

  /**
   * Fits a model with a random intercept per group by REML, tested by z as statsmodels does.
   *
   * @param formula in patsy's notation, such as {@code "y ~ C(A) * C(B)"}
   * @param groups the column that says which rows belong together
   * @throws FormulaException if the formula cannot be read, or the data give it no meaning
   */
  public static MixedLm fit(String formula, Table data, String groups) {
    String name = data.name() == null ? "" : data.name();
    MixedLmModel model =
        MixedLmModel.of(
            Formula.parse(formula),
            ModelFrame.of(name, data),
            Optional.of(new MixedLmModel.Groups(groups, groups, Span.at(0))),
            Optional.empty(),
            Map.of());
    return fit(model, DesignOptions.defaults(), FitOptions.defaults(), DegreesOfFreedom.NONE);
  }

  /**
   * Fits a model with all there is to choose.
   *
   * @param ddf none gives statsmodels' z tests
   * @throws FormulaException if the data give the model no meaning
   */
  public static MixedLm fit(
      MixedLmModel model, DesignOptions design, FitOptions options, DegreesOfFreedom ddf) {
    DesignOptions named = design.withColumnNames(model.columnNames());
    return new MixedLm(model, Lmer.fit(model.formula(), model.frame(), named, options, ddf));
  }

  /** The same model of the same data, fitted in another way, as {@code md.fit(reml=False)}. */
  public MixedLm refit(FitOptions options, DegreesOfFreedom ddf) {
    return new MixedLm(
        model, Lmer.fit(model.formula(), model.frame(), fit().design().options(), options, ddf));
  }

  @Override
  public LmmFit fit() {
    return lmer.fit();
  }

  @Override
  public CoefficientTable coefficients() {
    return lmer.coefficients();
  }

  /** The same fit in lmer's words. */
  public Lmer lmer() {
    return lmer;
  }

  /** What was asked for. */
  public MixedLmModel model() {
    return model;
  }

  /** The residual variance. */
  public double scale() {
    return sigma() * sigma();
  }

  /** The log-likelihood, restricted if fitted by REML. */
  public double llf() {
    return logLik();
  }

  /** The fixed effects by patsy's names, in patsy's order. */
  public Map<String, Double> feParams() {
    Map<String, Double> out = new LinkedHashMap<>();
    fixedTests().forEach(t -> out.put(t.term(), t.estimate()));
    return java.util.Collections.unmodifiableMap(out);
  }

  /** The fixed effects with their tests, in patsy's order. */
  public List<CoefficientTest> fixedTests() {
    return MixedLmParameters.fixed(fit(), coefficients());
  }

  /** Variances and covariances of the random effects by statsmodels' names. */
  public List<MixedLmParameters.Covariance> covariances() {
    return MixedLmParameters.covariances(fit(), model);
  }

  /** The call of lmer that fits the same model. */
  public String lmerCall() {
    return fit().call();
  }

  @Override
  public Report report() {
    return MixedLmReport.of(model, fit(), coefficients());
  }

  /** The summary as text. */
  @Override
  public String toString() {
    return TextRenderer.render(report());
  }
}
