package dev.henderson.stats.infer;

import dev.henderson.stats.design.AliasedColumn;
import dev.henderson.stats.design.LinearDesign;
import dev.henderson.stats.design.MatrixRows;
import dev.henderson.stats.design.MixedModelDesign;
import dev.henderson.stats.design.ModelMatrix;
import dev.henderson.stats.design.Schema;
import dev.henderson.stats.formula.Expr;
import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.model.Coefficients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What marginal means need of a fit: its p coefficients with their covariance matrix, the degrees
 * of freedom of a linear function, which functions the data can tell, and rows of the model matrix
 * for new data. Immutable.
 */
public final class LinearBasis {
  /** A function is estimable if it agrees with every alias to this share of its size. */
  private static final double ESTIMABLE = 1e-6;

  private final String formula;
  private final FormulaTerms terms;
  private final Expr response;
  private final Schema schema;
  private final ModelFrame frame;
  private final int[] rowsUsed;
  private final double[] weights;
  private final double[] observed;
  private final double extraOffset;
  private final Function<ModelFrame, ModelMatrix> matrix;
  private final List<String> names;
  private final double[] beta;
  private final double[] vcov;
  private final boolean[] missing;
  private final List<double[]> aliases;
  private final int[] kept;
  private final WaldTests tests;
  private final Scale scale;
  private final double residualSigma;
  private final String method;
  private final List<String> notes;

  /**
   * The standard deviation a difference of means is measured by.
   *
   * @param sigma its value; NaN if there is none
   * @param df degrees of freedom it is known with; NaN where they have to be taken from elsewhere
   * @param name what it is, in words
   */
  public record Scale(double sigma, double df, String name) {}

  private LinearBasis(Builder b) {
    formula = b.formula;
    terms = b.terms;
    response = b.response;
    schema = b.schema;
    frame = b.frame;
    rowsUsed = b.rowsUsed;
    weights = b.weights;
    observed = b.observed;
    matrix = b.matrix;
    tests = b.tests;
    kept = b.kept;
    scale = b.scale;
    residualSigma = b.sigma;
    method = b.method;
    notes = List.copyOf(b.notes);
    names = List.copyOf(b.names);
    int p = names.size();
    beta = new double[p];
    vcov = new double[p * p];
    missing = new boolean[p];
    Arrays.fill(missing, true);
    Coefficients c = tests.coefficients();
    for (int i = 0; i < kept.length; i++) {
      if (!c.isAliased(i)) {
        missing[kept[i]] = false;
        beta[kept[i]] = c.estimate(i);
      }
      for (int j = 0; j < kept.length; j++) {
        vcov[kept[i] * p + kept[j]] = c.isAliased(i) || c.isAliased(j) ? 0 : c.vcov(i, j);
      }
    }
    aliases = aliases(b.aliased, p);
    extraOffset = b.offset == null ? 0 : meanExtra(b.offset);
  }

  static final class Builder {
    String formula;
    FormulaTerms terms;
    Expr response;
    Schema schema;
    ModelFrame frame;
    int[] rowsUsed;
    double[] weights;
    double[] observed;
    double[] offset;
    Function<ModelFrame, ModelMatrix> matrix;
    List<String> names;
    List<AliasedColumn> aliased = List.of();
    int[] kept;
    WaldTests tests;
    Scale scale;
    double sigma;
    String method;
    final List<String> notes = new ArrayList<>();
  }

  /**
   * The basis of a linear model: exact t and F on its residual degrees of freedom.
   *
   * @param frame the data it was fitted to
   */
  public static LinearBasis of(LmFit fit, ModelFrame frame) {
    return of(fit, frame, WaldTests.of(fit), "");
  }

  /**
   * The basis of a linear model with a covariance matrix of one's own, such as a robust one.
   *
   * @param frame the data it was fitted to
   * @param tests hold the matrix
   * @param errors what it gives, such as {@code robust standard errors (HC3)}; empty for the usual
   */
  public static LinearBasis of(LmFit fit, ModelFrame frame, WaldTests tests, String errors) {
    LinearDesign design = fit.design();
    Builder b = new Builder();
    describe(b, design, frame);
    b.observed = fit.response();
    b.matrix = design.schema()::fixedMatrix;
    b.names = design.matrix().columnNames();
    b.aliased = fit.aliased();
    b.kept = all(b.names.size());
    b.tests = tests;
    b.scale = new Scale(fit.sigma(), fit.dfResidual(), "the residual standard deviation");
    b.sigma = fit.sigma();
    b.method = "residual";
    if (!errors.isEmpty()) {
      b.notes.add("Intervals and tests are made with " + errors + ".");
    }
    return new LinearBasis(b);
  }

  /**
   * The basis of a mixed model.
   *
   * @param frame the data it was fitted to
   * @param ddf where degrees of freedom come from
   * @throws InferenceException if the fit knows no formula, or the method does not apply to it
   */
  public static LinearBasis of(LmmFit fit, ModelFrame frame, DegreesOfFreedom ddf) {
    MixedModelDesign design =
        fit.design()
            .orElseThrow(
                () ->
                    new InferenceException(
                        "The fit was made of matrices without a formula: it has no reference"
                            + " grid."));
    Builder b = new Builder();
    b.formula = fit.formula();
    b.terms = design.terms();
    b.response = design.formula().response().orElseThrow();
    b.schema = design.schema();
    b.frame = frame;
    b.rowsUsed = design.rowsUsed();
    int n = fit.nobs();
    b.observed = new double[n];
    Arrays.setAll(b.observed, fit.data()::response);
    if (fit.data().hasWeights()) {
      b.weights = new double[n];
      Arrays.setAll(b.weights, fit.data()::weight);
    }
    b.offset = new double[n];
    Arrays.setAll(b.offset, fit.data()::offset);
    b.matrix = design.schema()::fixedMatrix;
    b.names = design.writtenMatrix().columnNames();
    b.aliased = design.aliased();
    b.kept = design.keptColumns();
    b.tests = WaldTests.of(fit, ddf);
    b.scale = totalScale(fit);
    b.sigma = fit.sigma();
    b.method =
        switch (ddf) {
          case SATTERTHWAITE -> "Satterthwaite";
          case KENWARD_ROGER -> "Kenward-Roger";
          case RESIDUAL -> "residual";
          case NONE -> "asymptotic (normal)";
        };
    return new LinearBasis(b);
  }

  /** The basis of an analysis whose coefficients come from several strata. */
  public static LinearBasis of(
      LinearDesign design,
      ModelFrame frame,
      double[] response,
      Function<ModelFrame, ModelMatrix> matrix,
      List<AliasedColumn> aliased,
      WaldTests tests,
      Scale scale,
      List<String> notes) {
    Builder b = new Builder();
    describe(b, design, frame);
    b.observed = response;
    b.matrix = matrix;
    b.names = tests.coefficients().names();
    b.aliased = aliased;
    b.kept = all(b.names.size());
    b.tests = tests;
    b.scale = scale;
    b.sigma = scale.sigma();
    b.method = "from the strata";
    b.notes.addAll(notes);
    return new LinearBasis(b);
  }

  private static void describe(Builder b, LinearDesign design, ModelFrame frame) {
    b.formula = design.formula().toString();
    b.terms = design.terms();
    b.response = design.formula().response().orElseThrow();
    b.schema = design.schema();
    b.frame = frame;
    b.rowsUsed = design.rowsUsed();
    b.weights = design.weights();
    b.offset = design.offset();
  }

  private static int[] all(int p) {
    int[] out = new int[p];
    Arrays.setAll(out, i -> i);
    return out;
  }

  /** The spread of the response about the fixed part: random effects and residuals, at the mean. */
  private static Scale totalScale(LmmFit fit) {
    double sum = 0;
    int n = fit.nobs();
    for (int t = 0; t < fit.varCorr().size(); t++) {
      var v = fit.varCorr().get(t);
      ModelMatrix z = fit.data().random().get(t).effects();
      double[] row = new double[z.columns()];
      MatrixRows rows = z.read();
      for (int i = 0; i < n; i++) {
        rows.copyRow(i, row, 0);
        for (int a = 0; a < row.length; a++) {
          for (int c = 0; c < row.length; c++) {
            sum += row[a] * row[c] * v.covariance(a, c);
          }
        }
      }
    }
    double total = Math.sqrt(sum / n + fit.sigma() * fit.sigma());
    return new Scale(
        total, Double.NaN, "the total standard deviation, random effects and residuals together");
  }

  /** Each alias as the vector of coefficients that leaves all fitted values alone. */
  private List<double[]> aliases(List<AliasedColumn> aliased, int p) {
    Map<String, Integer> place = new HashMap<>();
    for (int j = 0; j < p; j++) {
      place.put(names.get(j), j);
    }
    List<double[]> out = new ArrayList<>();
    for (AliasedColumn column : aliased) {
      double[] free = new double[p];
      free[column.column()] = -1;
      for (int i = 0; i < column.equals().size(); i++) {
        free[place.get(column.equals().get(i))] = column.coefficients().get(i);
      }
      out.add(free);
    }
    return List.copyOf(out);
  }

  /** The mean of the offset that is no call in the formula. */
  private double meanExtra(double[] offset) {
    double[] calls = terms.offsets().isEmpty() ? new double[frame.rows()] : schema.offset(frame);
    double sum = 0;
    for (int i = 0; i < rowsUsed.length; i++) {
      sum += offset[i] - calls[rowsUsed[i]];
    }
    return sum / rowsUsed.length;
  }

  /** The formula of the fit. */
  public String formula() {
    return formula;
  }

  /** The name of the data. */
  public String dataName() {
    return frame.name();
  }

  /** Where degrees of freedom come from, in words. */
  public String method() {
    return method;
  }

  /** The standard deviation of the response, for effect sizes. */
  public Scale scale() {
    return scale;
  }

  /** The residual standard deviation; NaN if there is none. */
  public double residualSigma() {
    return residualSigma;
  }

  /** What a reader should know of all results of this fit. */
  public List<String> notes() {
    return notes;
  }

  /** The names of the p coefficients. */
  public List<String> coefficientNames() {
    return names;
  }

  /** The response of a row used. */
  public double observed(int row) {
    return observed[row];
  }

  /** The number of rows used. */
  public int nobs() {
    return rowsUsed.length;
  }

  public Expr response() {
    return response;
  }

  public FormulaTerms terms() {
    return terms;
  }

  public Schema schema() {
    return schema;
  }

  public ModelFrame frame() {
    return frame;
  }

  public int rowUsed(int i) {
    return rowsUsed[i];
  }

  public double weight(int i) {
    return weights == null ? 1 : weights[i];
  }

  public int size() {
    return beta.length;
  }

  public ModelMatrix matrix(ModelFrame grid) {
    return matrix.apply(grid);
  }

  public double[] offset(ModelFrame grid) {
    double[] out = terms.offsets().isEmpty() ? new double[grid.rows()] : schema.offset(grid);
    for (int i = 0; i < out.length; i++) {
      out[i] += extraOffset;
    }
    return out;
  }

  /** Whether the data tell the value of a function. */
  public boolean isEstimable(LinearFunction l) {
    if (aliases.isEmpty()) {
      return !l.touches(missing);
    }
    for (double[] alias : aliases) {
      if (Math.abs(l.times(alias)) > ESTIMABLE * l.size(alias)) {
        return false;
      }
    }
    return true;
  }

  /** How far each alias moves a function; all zero if it is estimable. */
  public double[] aliasing(LinearFunction l) {
    double[] out = new double[aliases.size()];
    for (int i = 0; i < out.length; i++) {
      double moved = l.times(aliases.get(i));
      out[i] = Math.abs(moved) > ESTIMABLE * l.size(aliases.get(i)) ? moved : 0;
    }
    return out;
  }

  /** {@code l'beta} of an estimable function: aliased coefficients count as zero. */
  public double estimate(LinearFunction l) {
    return l.times(beta);
  }

  public double covariance(LinearFunction a, LinearFunction b) {
    return a.form(vcov, beta.length, b);
  }

  public double df(LinearFunction l) {
    return tests.df(reduced(l));
  }

  public FTest test(List<LinearFunction> rows) {
    return test(rows, new double[rows.size()]);
  }

  public FTest test(List<LinearFunction> rows, double[] values) {
    return tests.test(rows.stream().map(this::reduced).toArray(double[][]::new), values);
  }

  /** An estimable function over the coefficients of the tests, zero where they are aliased. */
  private double[] reduced(LinearFunction l) {
    double[] whole = l.toArray(beta.length);
    double[] out = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      out[i] = missing[kept[i]] ? 0 : whole[kept[i]];
    }
    return out;
  }

  /** The coefficient of a name. */
  public Optional<Integer> coefficient(String name) {
    int at = names.indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(at);
  }
}
