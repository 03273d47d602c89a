package dev.henderson.stats.infer;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.Estimability;
import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.design.Schema;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.HasRows;
import dev.henderson.stats.model.LinearFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The linear functions {@code l'beta} of a fit: their values, covariances, degrees of freedom and
 * tests, which of them the data can tell, and the rows of the model matrix for new data. Functions
 * are over all p columns as written; those the fit left out count as aliased. Marginal means,
 * contrasts, hypotheses, tests of terms and predictions stand on it, whatever the kind of fit.
 * Immutable.
 */
public final class LinearBasis {
  private final Fit fit;
  private final Design design;
  private final Estimability estimability;
  private final WaldTests tests;
  private final int[] rowsUsed;
  private final double[] weights;
  private final double extraOffset;
  private final double[] beta;
  private final double[] vcov;
  private final boolean[] missing;
  private final int[] places;

  /** The columns that the fit's coefficients stand for. */
  private final int[] kept;

  /**
   * The standard deviation a difference of means is measured by.
   *
   * @param sigma its value; NaN if there is none
   * @param df degrees of freedom it is known with; NaN where they have to be taken from elsewhere
   * @param name what it is, in words
   */
  public record Scale(double sigma, double df, String name) {}

  private LinearBasis(Fit fit, HasDesign formula, WaldTests tests) {
    this.fit = fit;
    this.tests = tests;
    design = formula.design();
    estimability = formula.estimability();
    rowsUsed = design.rowsUsed();
    weights = design.weights();
    int p = estimability.columns();
    Coefficients c = tests.coefficients();
    kept = c.size() == p ? all(p) : estimability.kept();
    if (kept.length != c.size()) {
      throw new IllegalArgumentException(
          c.size() + " coefficients for " + kept.length + " independent of " + p + " columns");
    }
    places = new int[p];
    beta = new double[p];
    vcov = new double[p * p];
    missing = new boolean[p];
    Arrays.fill(missing, true);
    Arrays.fill(places, -1);
    for (int i = 0; i < kept.length; i++) {
      places[kept[i]] = i;
      if (!c.isAliased(i)) {
        missing[kept[i]] = false;
        beta[kept[i]] = c.estimate(i);
      }
      for (int j = 0; j < kept.length; j++) {
        vcov[kept[i] * p + kept[j]] = c.isAliased(i) || c.isAliased(j) ? 0 : c.vcov(i, j);
      }
    }
    double[] offset = design.offset();
    extraOffset = offset == null ? 0 : meanExtra(offset);
  }

  private static int[] all(int p) {
    int[] out = new int[p];
    Arrays.setAll(out, i -> i);
    return out;
  }

  /**
   * The basis of a fit, with the tests that suit it.
   *
   * @throws InferenceException if the fit knows no formula
   */
  public static LinearBasis of(Fit fit) {
    return of(fit, WaldTests.of(fit));
  }

  /**
   * The basis of a fit, with degrees of freedom by choice.
   *
   * @throws InferenceException if the fit knows no formula, or the method does not apply to it
   */
  public static LinearBasis of(Fit fit, DegreesOfFreedom ddf) {
    return of(fit, WaldTests.of(fit, ddf));
  }

  /**
   * The basis of a fit, by tests of its coefficients, such as those with a robust covariance.
   *
   * @throws InferenceException if the fit knows no formula
   */
  public static LinearBasis of(Fit fit, WaldTests tests) {
    if (!(fit instanceof HasDesign formula) || !formula.isOfFormula()) {
      throw new InferenceException(
          "The fit was made of matrices without a formula: its terms are not known, and it cannot"
              + " read new data. Fit a formula, or test contrasts.");
    }
    return new LinearBasis(fit, formula, tests);
  }

  /** The mean of the offset that is no call in the formula. */
  private double meanExtra(double[] offset) {
    double[] calls =
        terms().offsets().isEmpty() ? new double[frame().rows()] : schema().offset(frame());
    double sum = 0;
    for (int i = 0; i < rowsUsed.length; i++) {
      sum += offset[i] - calls[rowsUsed[i]];
    }
    return sum / rowsUsed.length;
  }

  /** The fit. */
  public Fit fit() {
    return fit;
  }

  /** What the formula means for the data. */
  public Design design() {
    return design;
  }

  /** The tests of the coefficients. */
  public WaldTests tests() {
    return tests;
  }

  /** The formula of the fit. */
  public String formula() {
    return fit.formula();
  }

  /** The name of the data. */
  public String dataName() {
    return design.dataName();
  }

  /** Where degrees of freedom come from, in words. */
  public String method() {
    return tests.method();
  }

  /**
   * The standard deviation of the response, for effect sizes: about the fixed part where there are
   * random effects, at the mean.
   */
  public Scale scale() {
    if (fit instanceof HasRandomEffects random) {
      double total = random.meanRandomVariance() + fit.dispersion().value();
      return new Scale(
          Math.sqrt(total),
          Double.NaN,
          "the total standard deviation, random effects and residuals together");
    }
    return new Scale(fit.sigma(), fit.dispersion().df(), fit.dispersion().name());
  }

  /** The residual standard deviation; NaN if there is none. */
  public double residualSigma() {
    return fit.sigma();
  }

  /** What a reader should know of all results of this fit. */
  public List<String> notes() {
    return tests.notes();
  }

  /** The names of the p coefficients. */
  public List<String> coefficientNames() {
    return ((HasDesign) fit).columnNames();
  }

  /** The response of the rows used; empty where the fit holds no rows. */
  public Optional<double[]> observed() {
    return fit instanceof HasRows rows ? Optional.of(rows.response()) : Optional.empty();
  }

  /** The number of rows used. */
  public int nobs() {
    return rowsUsed.length;
  }

  /** The response as written. */
  public Expr response() {
    return design.formula().response().orElseThrow();
  }

  /** The terms of the formula. */
  public FormulaTerms terms() {
    return design.terms();
  }

  /** What the data said of each variable. */
  public Schema schema() {
    return design.schema();
  }

  /** The data it was fitted to. */
  public ModelFrame frame() {
    return design.frame();
  }

  /** The row of the data that a row used is. */
  public int rowUsed(int i) {
    return rowsUsed[i];
  }

  /** The prior weight of a row used; 1 where none were given. */
  public double weight(int i) {
    return weights == null ? 1 : weights[i];
  }

  /** The number of coefficients, p. */
  public int size() {
    return beta.length;
  }

  /** The model matrix of other rows, with all p columns. */
  public ModelMatrix matrix(ModelFrame rows) {
    return ((HasDesign) fit).matrix(rows);
  }

  /** The offset of other rows: that of the formula, and the mean of one given beside it. */
  public double[] offset(ModelFrame rows) {
    double[] out = terms().offsets().isEmpty() ? new double[rows.rows()] : schema().offset(rows);
    for (int i = 0; i < out.length; i++) {
      out[i] += extraOffset;
    }
    return out;
  }

  /** Whether the data tell the value of a function. */
  public boolean isEstimable(LinearFunction l) {
    return estimability.isFull() ? !l.touches(missing) : estimability.isEstimable(l);
  }

  /** How far each alias moves a function; all zero if it is estimable. */
  public double[] aliasing(LinearFunction l) {
    return estimability.aliasing(l);
  }

  /** {@code l'beta} of an estimable function: aliased coefficients count as zero. */
  public double estimate(LinearFunction l) {
    return l.times(beta);
  }

  /** The covariance of two estimable functions. */
  public double covariance(LinearFunction a, LinearFunction b) {
    return a.form(vcov, beta.length, b);
  }

  /** Degrees of freedom of an estimable function; infinite for the normal distribution. */
  public double df(LinearFunction l) {
    return tests.df(reduced(l));
  }

  /** The test that all functions are zero. */
  public FTest test(List<LinearFunction> rows) {
    return test(rows, new double[rows.size()]);
  }

  /** The test that the functions have some values. */
  public FTest test(List<LinearFunction> rows, double[] values) {
    return tests.test(rows.stream().map(this::reduced).toArray(double[][]::new), values);
  }

  /**
   * The test that contrasts over the independent columns are zero, as {@code TermHypotheses} gives
   * them.
   */
  public FTest testKept(double[][] contrasts) {
    int[] independent = estimability.kept();
    if (independent.length == kept.length) {
      return tests.test(contrasts);
    }
    double[][] wide = new double[contrasts.length][kept.length];
    for (int r = 0; r < wide.length; r++) {
      for (int j = 0; j < independent.length; j++) {
        wide[r][places[independent[j]]] = contrasts[r][j];
      }
    }
    return tests.test(wide);
  }

  /** An estimable function over the coefficients of the tests, zero where they are aliased. */
  double[] reduced(LinearFunction l) {
    double[] whole = l.toArray(beta.length);
    double[] out = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      out[i] = missing[kept[i]] ? 0 : whole[kept[i]];
    }
    return out;
  }

  /** The coefficient of a name. */
  public Optional<Integer> coefficient(String name) {
    int at = coefficientNames().indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(at);
  }
}
