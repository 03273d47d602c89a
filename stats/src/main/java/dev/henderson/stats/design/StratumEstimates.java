package dev.henderson.stats.design;

import dev.henderson.stats.formula.FormulaTerms;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.linalg.LimitedPivotQr;
import dev.henderson.stats.matrix.ModelMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The coefficients of the fixed part as each stratum of {@code Error(...)} estimates them, in
 * contrasts that sum to zero over the levels, so that in a balanced design each column lies in one
 * stratum alone [Chambers 1992].
 */
public final class StratumEstimates {
  /** A column of X whose square sum in a stratum is below this is not in it, as in R. */
  private static final double PRESENT = 1e-5;

  /** Such a column is not in a stratum either if this share of its square sum is more. */
  private static final double SHARE = 1e-7;

  /**
   * What one stratum estimates: its columns of X that are independent in it. A column that equals a
   * combination of them there moves their estimates, which are those of their coefficients plus the
   * combination times its own.
   */
  public static final class Stratum {
    private final String name;
    private final int dfResidual;
    private final double residualSumOfSquares;
    private final int[] columns;
    private final int[] aliased;
    private final double[] combinations;
    private final double[] coefficients;
    private final double[] unscaled;

    private Stratum(
        String name,
        int dfResidual,
        double residualSumOfSquares,
        int[] columns,
        int[] aliased,
        double[] combinations,
        double[] coefficients,
        double[] unscaled) {
      this.name = name;
      this.dfResidual = dfResidual;
      this.residualSumOfSquares = residualSumOfSquares;
      this.columns = columns;
      this.aliased = aliased;
      this.combinations = combinations;
      this.coefficients = coefficients;
      this.unscaled = unscaled;
    }

    /** Label of the error term, {@code (Intercept)} or {@code Within}. */
    public String name() {
      return name;
    }

    /** Residual degrees of freedom; 0 where the terms take up the stratum. */
    public int dfResidual() {
      return dfResidual;
    }

    /** The residual mean square; NaN without residual degrees of freedom. */
    public double meanSquare() {
      return dfResidual > 0 ? residualSumOfSquares / dfResidual : Double.NaN;
    }

    /** How many columns of X the stratum estimates. */
    public int size() {
      return columns.length;
    }

    /** The column of X of an estimate. */
    public int column(int i) {
      return columns[i];
    }

    /** How many more columns of X the stratum has, combinations there of those it estimates. */
    public int aliasedSize() {
      return aliased.length;
    }

    /** The column of X of a combination. */
    public int aliased(int k) {
      return aliased[k];
    }

    /** How often a combination takes the column of an estimate. */
    public double combination(int k, int i) {
      return combinations[k * columns.length + i];
    }

    /** An estimate. */
    public double coefficient(int i) {
      return coefficients[i];
    }

    /** The covariance of two estimates where the variance of the stratum is one. */
    public double unscaled(int i, int j) {
      return unscaled[i * columns.length + j];
    }
  }

  private final FormulaTerms terms;
  private final Schema schema;
  private final List<String> columnNames;
  private final List<Stratum> strata;

  private StratumEstimates(FormulaTerms terms, Schema schema, ModelMatrix x, List<Stratum> strata) {
    this.terms = terms;
    this.schema = schema;
    this.columnNames = x.columnNames();
    this.strata = List.copyOf(strata);
  }

  static StratumEstimates of(
      MatrixBuilder matrices,
      FormulaTerms terms,
      FormulaTerms error,
      Response response,
      Schema schema) {
    ModelMatrix z = matrices.forStrata(error, terms).build(error).matrix();
    ModelMatrix fixed = matrices.sumCoded().build(terms).matrix();
    double[][] x = fixed.toColumns();
    LimitedPivotQr qr = LimitedPivotQr.of(fixed.rows(), z.toColumns());
    double[] y = response.column(0);
    qr.applyTransposed(y);
    for (double[] column : x) {
      qr.applyTransposed(column);
    }
    Map<Integer, List<Integer>> placesOf = new LinkedHashMap<>();
    for (int place = 0; place < qr.rank(); place++) {
      placesOf.computeIfAbsent(z.assign(qr.pivot(place)), k -> new ArrayList<>()).add(place);
    }
    List<Stratum> strata = new ArrayList<>();
    placesOf.forEach(
        (term, places) ->
            strata.add(
                stratum(
                    term == 0 ? "(Intercept)" : z.termLabels().get(term - 1),
                    places.stream().mapToInt(i -> i).toArray(),
                    x,
                    y)));
    if (fixed.rows() > qr.rank()) {
      int[] rest = new int[fixed.rows() - qr.rank()];
      Arrays.setAll(rest, i -> qr.rank() + i);
      strata.add(stratum("Within", rest, x, y));
    }
    return new StratumEstimates(terms, schema, fixed, strata);
  }

  private static Stratum stratum(String name, int[] rows, double[][] x, double[] y) {
    List<double[]> present = new ArrayList<>();
    List<Integer> from = new ArrayList<>();
    for (int j = 0; j < x.length; j++) {
      double[] column = pick(x[j], rows);
      if (squares(column) > Math.min(PRESENT, SHARE * squares(x[j]))) {
        present.add(column);
        from.add(j);
      }
    }
    double[] effects = pick(y, rows);
    LimitedPivotQr qr = LimitedPivotQr.of(rows.length, present.toArray(double[][]::new));
    qr.applyTransposed(effects);
    int rank = qr.rank();
    // R⁻¹ by columns; the coefficients are R⁻¹z, their covariance R⁻¹R⁻ᵀ.
    double[] inverse = new double[rank * rank];
    for (int c = 0; c < rank; c++) {
      for (int i = c; i >= 0; i--) {
        double s = i == c ? 1 : 0;
        for (int k = i + 1; k <= c; k++) {
          s -= qr.r(i, k) * inverse[k * rank + c];
        }
        inverse[i * rank + c] = s / qr.r(i, i);
      }
    }
    int[] columns = new int[rank];
    double[] beta = new double[rank];
    double[] unscaled = new double[rank * rank];
    for (int i = 0; i < rank; i++) {
      columns[i] = from.get(qr.pivot(i));
      for (int k = i; k < rank; k++) {
        beta[i] += inverse[i * rank + k] * effects[k];
      }
      for (int j = 0; j < rank; j++) {
        for (int k = Math.max(i, j); k < rank; k++) {
          unscaled[i * rank + j] += inverse[i * rank + k] * inverse[j * rank + k];
        }
      }
    }
    int[] aliased = new int[present.size() - rank];
    double[] combinations = new double[aliased.length * rank];
    for (int k = 0; k < aliased.length; k++) {
      aliased[k] = from.get(qr.pivot(rank + k));
      System.arraycopy(qr.combination(rank + k), 0, combinations, k * rank, rank);
    }
    double rest = 0;
    for (int i = rank; i < rows.length; i++) {
      rest += effects[i] * effects[i];
    }
    return new Stratum(
        name, rows.length - rank, rest, columns, aliased, combinations, beta, unscaled);
  }

  private static double squares(double[] v) {
    return Arrays.stream(v).map(a -> a * a).sum();
  }

  private static double[] pick(double[] v, int[] rows) {
    double[] out = new double[rows.length];
    Arrays.setAll(out, i -> v[rows[i]]);
    return out;
  }

  /** The strata in order, the intercept first. */
  public List<Stratum> strata() {
    return strata;
  }

  /** The names of the columns of X. */
  public List<String> columnNames() {
    return columnNames;
  }

  /** The columns of X over new data. */
  public ModelMatrix matrix(ModelFrame newData) {
    return schema.sumCodedMatrix(terms, newData);
  }
}
