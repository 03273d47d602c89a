package dev.henderson.stats.lmm;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.mixed.CovarianceErrors;
import dev.henderson.stats.mixed.CovarianceInformation;
import dev.henderson.stats.mixed.FitOptions;
import dev.henderson.stats.mixed.FittedCriterion;
import dev.henderson.stats.mixed.VarianceParameters;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.ConditionalModes;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.Dispersion;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.HasRestrictedLikelihood;
import dev.henderson.stats.model.HasRows;
import dev.henderson.stats.model.HasVarianceParameters;
import dev.henderson.stats.model.Refits;
import dev.henderson.stats.model.VarCorr;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A fitted linear mixed model, immutable, with R's accessor names.
 *
 * <p>Random-effects terms appear in the order of the formula, one per term as written; {@code
 * theta} alone is in lme4's order (terms by decreasing number of levels) and parametrisation: the
 * lower triangle of each relative covariance factor, column by column, diagonals not negative.
 */
public final class LmmFit
    implements Fit,
        HasDesign,
        HasRandomEffects,
        HasRestrictedLikelihood,
        HasRows,
        HasVarianceParameters,
        Refits {
  private final LinearMixedModel model;
  private final Estimates estimates;

  LmmFit(LinearMixedModel model, Estimates estimates) {
    this.model = model;
    this.estimates = estimates;
  }

  /** The specification that was fitted. */
  public LinearMixedModel model() {
    return model;
  }

  /** The response, matrices and terms that were fitted. */
  public MixedModelData data() {
    return model.data();
  }

  @Override
  public Design design() {
    return model
        .design()
        .orElseThrow(
            () ->
                new FitException(
                    "The fit was made of matrices without a formula: its terms are not known, and"
                        + " it cannot read new data. Fit a formula, or test contrasts."));
  }

  @Override
  public ModelMatrix fixedMatrix() {
    return data().fixed();
  }

  @Override
  public boolean isOfFormula() {
    return model.design().isPresent();
  }

  @Override
  public String formula() {
    return model.formula();
  }

  @Override
  public String call() {
    String[] method = reml() ? new String[0] : new String[] {"REML = FALSE"};
    if (isOfFormula()) {
      return design().call("lmer", method);
    }
    return "lmer("
        + formula()
        + (dataName().isEmpty() ? "" : ", data = " + dataName())
        + (reml() ? "" : ", " + method[0])
        + ")";
  }

  @Override
  public String dataName() {
    return model.dataName();
  }

  /** Rows left out because a variable was missing. */
  public int rowsDropped() {
    return model.rowsDropped();
  }

  @Override
  public boolean reml() {
    return estimates.options.reml();
  }

  /** The REML criterion, or the deviance (−2 log-likelihood) of a maximum-likelihood fit. */
  public double criterion() {
    return estimates.criterion;
  }

  @Override
  public double logLik() {
    return -criterion() / 2;
  }

  /** The number of parameters: fixed effects that could be estimated, theta, and sigma. */
  @Override
  public int df() {
    return estimates.rank + estimates.theta.length + 1;
  }

  @Override
  public int nobs() {
    return model.data().rows();
  }

  @Override
  public Map<String, Integer> ngroups() {
    Map<String, Integer> groups = new LinkedHashMap<>();
    model.data().random().forEach(t -> groups.put(t.group().name(), t.group().levelCount()));
    return Collections.unmodifiableMap(groups);
  }

  /** The relative covariance parameters, in lme4's order; a copy. */
  public double[] theta() {
    return estimates.theta.clone();
  }

  @Override
  public Dispersion dispersion() {
    return Dispersion.estimated(estimates.sigma * estimates.sigma, nobs() - estimates.rank);
  }

  @Override
  public double sigma() {
    return estimates.sigma;
  }

  /** The fixed effects with their covariance matrix; NaN where aliased. */
  public Coefficients fixef() {
    return estimates.fixef;
  }

  @Override
  public Coefficients coefficients() {
    return estimates.fixef;
  }

  @Override
  public List<VarCorr> varCorr() {
    return estimates.varCorr;
  }

  @Override
  public List<ConditionalModes> ranef() {
    return estimates.ranef;
  }

  /** Fitted values given the conditional modes, offset included; a copy, n values. */
  @Override
  public double[] fitted() {
    return estimates.values.whole().clone();
  }

  /** Fitted values of the fixed part alone, offset included; a copy, n values. */
  public double[] fittedFixed() {
    return estimates.values.fixed().clone();
  }

  @Override
  public double[] response() {
    double[] y = new double[nobs()];
    Arrays.setAll(y, data()::response);
    return y;
  }

  @Override
  public boolean hasWeights() {
    return data().hasWeights();
  }

  @Override
  public double weight(int row) {
    return data().weight(row);
  }

  @Override
  public double offset(int row) {
    return data().offset(row);
  }

  /** Response less fitted values (conditional residuals); a copy, n values. */
  @Override
  public double[] residuals() {
    return difference(estimates.values.whole());
  }

  /** Response less the fixed part (marginal residuals); a copy, n values. */
  public double[] marginalResiduals() {
    return difference(estimates.values.fixed());
  }

  private double[] difference(double[] mean) {
    double[] r = new double[mean.length];
    for (int i = 0; i < r.length; i++) {
      r[i] = data().response(i) - mean[i];
    }
    return r;
  }

  @Override
  public boolean singular() {
    return estimates.singular;
  }

  /** Whether the search ended at a minimum. */
  public boolean converged() {
    return estimates.converged;
  }

  /** Evaluations of the criterion that the search used, each with its gradient. */
  public int evaluations() {
    return estimates.evaluations;
  }

  /**
   * The largest absolute entry of the gradient at the estimates, in the scaled parameters the
   * search works in; zero variances do not count.
   */
  public double maxGradient() {
    return estimates.maxGradient;
  }

  /** Wall time of building the cross products and fitting, in seconds. */
  public double seconds() {
    return estimates.seconds;
  }

  @Override
  public List<Diagnostic> diagnostics() {
    return estimates.diagnostics;
  }

  /**
   * How the covariance matrix of the fixed effects moves with the variance parameters, and how well
   * these are known: what approximate degrees of freedom are made of. Computed when it is first
   * asked for.
   */
  @Override
  public VarianceParameters varianceParameters() {
    return estimates.at.curvature();
  }

  /**
   * Standard errors of the variances and covariances; costs what {@link #varianceParameters} does.
   */
  public CovarianceErrors covarianceErrors() {
    return CovarianceErrors.of(estimates.at, estimates.varCorr, estimates.sigma);
  }

  /**
   * The expected information of the covariance parameters and how the covariance matrix of the
   * fixed effects answers to them: what Kenward and Roger's tests are made of. Computed when it is
   * first asked for.
   */
  @Override
  public CovarianceInformation covarianceInformation() {
    return estimates.at.information();
  }

  /** The criterion of the same model without random effects: all relative variances zero. */
  public double criterionWithoutRandomEffects() {
    return estimates.at.withoutRandomEffects();
  }

  /** The criterion at its optimum, with its curvature. */
  FittedCriterion fittedCriterion() {
    return estimates.at;
  }

  /**
   * The same model fitted by maximum likelihood: this fit if it is one, else from its cross
   * products, without a look at the rows.
   */
  @Override
  public LmmFit byMaximumLikelihood() {
    return reml() ? model.fit(options().withReml(false)) : this;
  }

  /** How it was fitted. */
  public FitOptions options() {
    return estimates.options;
  }

  /**
   * The profile likelihood around the fit.
   *
   * @throws FitException for a fit by REML, whose criterion has no fixed effects to hold
   */
  public ProfileLikelihood profile() {
    if (reml()) {
      throw new FitException(
          "A likelihood is profiled around a fit by maximum likelihood; this one is by REML.");
    }
    return new ProfileLikelihood(this, estimates);
  }

  /** Its parameters: random effects term by term, sigma, fixed effects. */
  public List<ProfileLikelihood.Parameter> parameters() {
    return new ProfileLikelihood(this, estimates).parameters();
  }

  /** The fit as a source of simulated responses, and fitted again to them. */
  public ResponseRefits refits() {
    return new ResponseRefits(this, estimates);
  }

  /** The fit as a source of refits without some of its rows. */
  public DeletionRefits deletions() {
    return new DeletionRefits(this, estimates);
  }

  /** The leverages of its rows; computed on each call. */
  public RowLeverage leverage() {
    return RowLeverage.of(this, estimates);
  }

  @Override
  public PredictionErrors predictor() {
    return new PredictionErrors(this, estimates);
  }

  @Override
  public double[] simulate(RandomGenerator random) {
    return refits().simulate(random);
  }

  @Override
  public ResponseRefits simulator() {
    return refits();
  }

  @Override
  public LmmFit refitted(double[] response) {
    return refits().fit(response);
  }

  @Override
  public double meanRandomVariance() {
    double sum = 0;
    for (int t = 0; t < varCorr().size(); t++) {
      VarCorr v = varCorr().get(t);
      ModelMatrix z = data().random().get(t).effects();
      double[] row = new double[z.columns()];
      MatrixRows rows = z.read();
      for (int i = 0; i < nobs(); i++) {
        rows.copyRow(i, row, 0);
        for (int a = 0; a < row.length; a++) {
          for (int c = 0; c < row.length; c++) {
            sum += row[a] * row[c] * v.covariance(a, c);
          }
        }
      }
    }
    return sum / nobs();
  }
}
