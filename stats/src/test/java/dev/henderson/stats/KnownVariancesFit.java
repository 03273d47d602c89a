package dev.henderson.stats;

import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.Dispersion;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasRows;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * A kind of fit the engine knows nothing of: least squares with known sampling variances, as in a
 * meta-analysis of fixed effects. What is asked of it elsewhere is answered by what it implements.
 */
final class KnownVariancesFit implements Fit, HasDesign, HasRows {
  private final Design design;
  private final Coefficients coefficients;
  private final double[] y;
  private final double[] weights;
  private final double[] fitted;

  /**
   * Fits it by the normal equations.
   *
   * @param variance the column of the sampling variances
   */
  KnownVariancesFit(String formula, Table data, String variance) {
    DesignOptions options =
        DesignOptions.defaults().withWeights(Expression.parse("1 / " + variance));
    design = Design.linear(Formula.parse(formula), ModelFrame.of(data.name(), data), options);
    y = design.response().orElseThrow().column(0);
    weights = design.weights();
    int n = y.length;
    int p = design.matrix().columns();
    int[] kept = design.estimability().kept();
    double[][] x = new double[n][p];
    MatrixRows rows = design.matrix().read();
    for (int i = 0; i < n; i++) {
      rows.copyRow(i, x[i], 0);
    }
    double[][] inverse = new double[kept.length][kept.length];
    double[] right = new double[kept.length];
    for (int a = 0; a < kept.length; a++) {
      for (int i = 0; i < n; i++) {
        right[a] += x[i][kept[a]] * weights[i] * y[i];
        for (int b = 0; b < kept.length; b++) {
          inverse[a][b] += x[i][kept[a]] * weights[i] * x[i][kept[b]];
        }
      }
    }
    inverse = SmallAlgebra.inverse(inverse);
    double[] beta = new double[p];
    double[] vcov = new double[p * p];
    Arrays.fill(beta, Double.NaN);
    Arrays.fill(vcov, Double.NaN);
    for (int a = 0; a < kept.length; a++) {
      beta[kept[a]] = SmallAlgebra.dot(inverse[a], right);
      for (int b = 0; b < kept.length; b++) {
        vcov[kept[a] * p + kept[b]] = inverse[a][b];
      }
    }
    coefficients = new Coefficients(design.matrix().columnNames(), beta, vcov);
    fitted = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j : kept) {
        fitted[i] += x[i][j] * beta[j];
      }
    }
  }

  @Override
  public Design design() {
    return design;
  }

  @Override
  public String formula() {
    return design.formula().toString();
  }

  @Override
  public String dataName() {
    return design.dataName();
  }

  @Override
  public String call() {
    return design.call("rma");
  }

  @Override
  public Coefficients coefficients() {
    return coefficients;
  }

  @Override
  public Dispersion dispersion() {
    return Dispersion.known(1);
  }

  @Override
  public double logLik() {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double r = y[i] - fitted[i];
      sum -= (Math.log(2 * Math.PI / weights[i]) + r * r * weights[i]) / 2;
    }
    return sum;
  }

  @Override
  public int df() {
    return design.estimability().rank();
  }

  @Override
  public int nobs() {
    return y.length;
  }

  @Override
  public List<Diagnostic> diagnostics() {
    return List.of(Diagnostic.note("known-variances", "The sampling variances count as known."));
  }

  @Override
  public double[] response() {
    return y.clone();
  }

  @Override
  public double[] fitted() {
    return fitted.clone();
  }

  @Override
  public double[] residuals() {
    double[] out = y.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] -= fitted[i];
    }
    return out;
  }

  @Override
  public boolean hasWeights() {
    return true;
  }

  @Override
  public double weight(int row) {
    return weights[row];
  }

  @Override
  public double offset(int row) {
    return 0;
  }
}
