package dev.henderson.stats.lm;

import dev.henderson.stats.design.AliasedColumn;
import dev.henderson.stats.design.Design;
import dev.henderson.stats.design.Estimability;
import dev.henderson.stats.design.HasDesign;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Coefficients;
import dev.henderson.stats.model.Diagnostic;
import dev.henderson.stats.model.Dispersion;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasCooksDistance;
import dev.henderson.stats.model.HasMeanVariance;
import dev.henderson.stats.model.HasRSquared;
import dev.henderson.stats.model.HasRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The least-squares fit of a linear model. Immutable; accessors have R's names. A coefficient whose
 * column depends on earlier ones is NaN; {@link #aliased()} says what the column equals.
 */
public final class LmFit
    implements Fit, HasCooksDistance, HasDesign, HasMeanVariance, HasRSquared, HasRows {
  private final LinearModel model;
  private final Design design;
  private final EffectsQr qr;
  private final Coefficients coefficients;
  private final double[] residuals;
  private final Estimability estimability;
  private final int nobs;
  private final double rss;
  private final double modelSumOfSquares;
  private final double shift;

  LmFit(LinearModel model, EffectsQr qr, double[] beta, double[] residuals, double shift) {
    this.model = model;
    this.design = model.design();
    this.qr = qr;
    this.residuals = residuals;
    this.nobs = model.rowsThatCount();
    this.shift = shift;
    double sum = 0;
    for (int i = 0; i < residuals.length; i++) {
      sum += model.weight(i) * residuals[i] * residuals[i];
    }
    this.rss = sum;
    double explained = 0;
    for (int i = hasIntercept() ? 1 : 0; i < qr.rank(); i++) {
      explained += qr.effect(i) * qr.effect(i);
    }
    this.modelSumOfSquares = explained;
    this.coefficients = coefficients(beta);
    this.estimability = Estimability.of(model.matrix().columnNames(), qr);
  }

  private Coefficients coefficients(double[] beta) {
    int p = beta.length;
    double[] estimates = new double[p];
    double[] vcov = new double[p * p];
    Arrays.fill(estimates, Double.NaN);
    Arrays.fill(vcov, Double.NaN);
    double[][] inverse = qr.inverse();
    double variance = dfResidual() > 0 ? rss / dfResidual() : Double.NaN;
    for (int i = 0; i < qr.rank(); i++) {
      estimates[qr.pivot(i)] = beta[qr.pivot(i)];
      for (int j = 0; j < qr.rank(); j++) {
        vcov[qr.pivot(i) * p + qr.pivot(j)] = variance * inverse[i][j];
      }
    }
    return new Coefficients(model.matrix().columnNames(), estimates, vcov);
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
    return design.call("lm");
  }

  /** The name of the response: {@code log(y)}. */
  public String responseName() {
    return design.response().orElseThrow().name();
  }

  @Override
  public Coefficients coefficients() {
    return coefficients;
  }

  @Override
  public Estimability estimability() {
    return estimability;
  }

  /** The columns whose coefficients cannot be estimated, with what they equal. */
  public List<AliasedColumn> aliased() {
    return estimability.aliased();
  }

  /** The factor of the weighted rows with the effects of the response. */
  public EffectsQr qr() {
    return qr;
  }

  /** The rank of the model matrix, r. */
  public int rank() {
    return qr.rank();
  }

  /** Whether the formula has an intercept. */
  @Override
  public boolean hasIntercept() {
    return design.terms().intercept();
  }

  /** The number of rows used whose weight is not zero. */
  @Override
  public int nobs() {
    return nobs;
  }

  /** Rows left out because a value is missing. */
  public int rowsDropped() {
    return design.rowsDropped();
  }

  /** Residual degrees of freedom, ν = n − r. */
  public int dfResidual() {
    return nobs - qr.rank();
  }

  /** The residual sum of squares, weighted; R's {@code deviance}. */
  public double deviance() {
    return rss;
  }

  /** The residual variance, RSS/ν; NaN without residual degrees of freedom. */
  @Override
  public Dispersion dispersion() {
    int df = dfResidual();
    return df > 0
        ? Dispersion.estimated(rss / df, df)
        : Dispersion.estimated(Double.NaN, Double.NaN);
  }

  /** The sum of squares of the model, about the mean if there is an intercept. */
  public double modelSumOfSquares() {
    return modelSumOfSquares;
  }

  /**
   * The share of the sum of squares that the model explains, R²; NaN if there is nothing. An offset
   * is taken from the response first; R counts it as explained.
   */
  @Override
  public double rSquared() {
    return modelSumOfSquares / (modelSumOfSquares + rss);
  }

  /** R² adjusted for the number of coefficients. */
  @Override
  public double adjRSquared() {
    int intercept = hasIntercept() ? 1 : 0;
    return 1 - (1 - rSquared()) * (nobs - intercept) / dfResidual();
  }

  /** Degrees of freedom of the model, r less the intercept. */
  @Override
  public int dfModel() {
    return qr.rank() - (hasIntercept() ? 1 : 0);
  }

  /** The F statistic of the whole model against its intercept; NaN if there is no more. */
  @Override
  public double fStatistic() {
    return dfModel() == 0 || dfResidual() <= 0
        ? Double.NaN
        : modelSumOfSquares / dfModel() / (rss / dfResidual());
  }

  /** The log-likelihood at the maximum-likelihood variance RSS/n. */
  @Override
  public double logLik() {
    double logWeights = 0;
    if (model.hasWeights()) {
      for (int i = 0; i < residuals.length; i++) {
        if (model.weight(i) > 0) {
          logWeights += Math.log(model.weight(i));
        }
      }
    }
    double n = nobs;
    return 0.5 * (logWeights - n * (Math.log(2 * Math.PI) + 1 - Math.log(n) + Math.log(rss)));
  }

  /** The number of parameters: coefficients and the variance. */
  @Override
  public int df() {
    return qr.rank() + 1;
  }

  @Override
  public double[] response() {
    return model.response();
  }

  @Override
  public double[] fitted() {
    double[] y = model.response();
    for (int i = 0; i < y.length; i++) {
      y[i] -= residuals[i];
    }
    return y;
  }

  @Override
  public double[] residuals() {
    return residuals.clone();
  }

  @Override
  public boolean hasWeights() {
    return model.hasWeights();
  }

  @Override
  public double weight(int row) {
    return model.weight(row);
  }

  @Override
  public double offset(int row) {
    return model.offset(row);
  }

  @Override
  public double meanVariance(double[] x) {
    double[] places = new double[qr.rank()];
    for (int k = 0; k < places.length; k++) {
      places[k] = x[qr.pivot(k)];
    }
    qr.solveTransposed(places);
    double sum = 0;
    for (double v : places) {
      sum += v * v;
    }
    return sum * dispersion().value();
  }

  /** The constant the response was taken from before the effects were computed. */
  public double shift() {
    return shift;
  }

  /** Leverages, the diagonal of the hat matrix, one per row used. */
  public double[] leverage() {
    ModelMatrix x = model.matrix();
    int rank = qr.rank();
    int[] placeOf = new int[x.columns()];
    Arrays.fill(placeOf, -1);
    for (int place = 0; place < rank; place++) {
      placeOf[qr.pivot(place)] = place;
    }
    double[][] inverse = qr.inverseFactor();
    double[] out = new double[residuals.length];
    int[] at = new int[x.columns()];
    double[] values = new double[x.columns()];
    double[] a = new double[rank];
    MatrixRows rows = x.read();
    for (int i = 0; i < out.length; i++) {
      int count = rows.copyNonZeros(i, at, values);
      Arrays.fill(a, 0);
      for (int k = 0; k < count; k++) {
        int place = placeOf[at[k]];
        if (place >= 0) {
          double v = values[k];
          double[] row = inverse[place];
          for (int j = place; j < rank; j++) {
            a[j] += v * row[j];
          }
        }
      }
      double sum = 0;
      for (double v : a) {
        sum += v * v;
      }
      out[i] = Math.min(1, sum * model.weight(i));
    }
    return out;
  }

  @Override
  public double[] cooksDistance() {
    return Influence.of(this).cooksDistance();
  }

  @Override
  public List<Diagnostic> diagnostics() {
    List<Diagnostic> out = new ArrayList<>();
    for (Diagnostic note : design.diagnostics()) {
      if (!note.code().equals("rank-deficient")) {
        out.add(note);
      }
    }
    List<AliasedColumn> aliased = aliased();
    if (!aliased.isEmpty()) {
      int count = aliased.size();
      List<String> equations = aliased.stream().map(AliasedColumn::equation).toList();
      out.add(
          Diagnostic.note(
              "rank-deficient",
              (count == 1
                      ? "One coefficient cannot be told from others and is left out, because "
                      : count
                          + " coefficients cannot be told from others and are left out, because ")
                  + String.join("; ", equations.subList(0, Math.min(10, count)))
                  + (count > 10 ? "; ..." : "")
                  + "."));
    }
    for (String empty : design.emptyCells(aliased)) {
      out.add(Diagnostic.note("empty-cells", empty));
    }
    if (dfResidual() == 0) {
      out.add(
          Diagnostic.warning(
              "no-residuals",
              "There are as many coefficients as rows: no residual degrees of freedom are left, so"
                  + " nothing can be tested."));
    } else if (rss < 1e-30 * (modelSumOfSquares + nobs * shift * shift)) {
      out.add(
          Diagnostic.warning(
              "perfect-fit",
              "The fit is essentially perfect: standard errors and tests only measure rounding."));
    }
    return out;
  }
}
