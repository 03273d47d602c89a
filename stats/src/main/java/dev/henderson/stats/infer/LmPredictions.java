package dev.henderson.stats.infer;

import dev.henderson.stats.design.AliasedColumn;
import dev.henderson.stats.design.MatrixRows;
import dev.henderson.stats.design.ModelMatrix;
import dev.henderson.stats.dist.StudentT;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lm.LmFit;
import dev.henderson.stats.model.Coefficients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Predictions of a linear model for new rows, as R's {@code predict.lm}: standard errors of the
 * mean {@code √(x'Vx)}, with V the covariance of the coefficients, its t intervals, and intervals
 * of an observation, whose variance is {@code x'Vx + σ²}.
 */
public final class LmPredictions {
  private LmPredictions() {}

  /**
   * Predicts.
   *
   * @param covariance coefficients with another covariance matrix, such as a robust one; null for
   *     the usual
   * @param newData has the variables of the formula
   * @throws dev.henderson.stats.formula.FormulaException if the new data do not have the variables,
   *     or a factor has a level the model has not seen
   */
  public static Predictions of(
      LmFit fit, Coefficients covariance, ModelFrame newData, double level) {
    ModelMatrix x = fit.design().schema().fixedMatrix(newData);
    double[] offset = fit.design().schema().offset(newData);
    Coefficients b = fit.coefficients();
    int p = b.size();
    double quantile =
        fit.dfResidual() > 0 ? StudentT.of(fit.dfResidual()).quantile(0.5 + level / 2) : Double.NaN;
    double residual = fit.sigma() * fit.sigma();
    double[] row = new double[p];
    double[] places = new double[fit.rank()];
    List<Predictions.Row> rows = new ArrayList<>();
    int open = 0;
    MatrixRows all = x.read();
    for (int i = 0; i < newData.rows(); i++) {
      all.copyRow(i, row, 0);
      boolean missing = Double.isNaN(offset[i]) || Arrays.stream(row).anyMatch(Double::isNaN);
      boolean estimable = missing || isEstimable(fit, row);
      if (missing || !estimable) {
        open += missing ? 0 : 1;
        rows.add(Predictions.MISSING);
        continue;
      }
      double fitted = offset[i];
      for (int k = 0; k < places.length; k++) {
        places[k] = row[fit.qr().pivot(k)];
        fitted += places[k] * b.estimate(fit.qr().pivot(k));
      }
      double variance = 0;
      if (covariance == null) {
        fit.qr().solveTransposed(places);
        for (double v : places) {
          variance += v * v * residual;
        }
      } else {
        for (int k = 0; k < places.length; k++) {
          for (int j = 0; j < places.length; j++) {
            double v = covariance.vcov(fit.qr().pivot(k), fit.qr().pivot(j));
            variance += places[k] * places[j] * v;
          }
        }
      }
      double se = Math.sqrt(variance);
      double wide = quantile * Math.sqrt(variance + residual);
      rows.add(
          new Predictions.Row(
              fitted,
              se,
              fitted - quantile * se,
              fitted + quantile * se,
              fitted - wide,
              fitted + wide));
    }
    return new Predictions(rows, RandomForm.NONE, level, notes(fit, covariance != null, open));
  }

  /**
   * Whether the columns left out are what they are in the data: only then the row has one value.
   */
  private static boolean isEstimable(LmFit fit, double[] row) {
    for (AliasedColumn c : fit.aliased()) {
      double left = row[c.column()];
      double size = Math.abs(left);
      for (int k = 0; k < c.equals().size(); k++) {
        double part =
            c.coefficients().get(k) * row[fit.coefficients().names().indexOf(c.equals().get(k))];
        left -= part;
        size = Math.max(size, Math.abs(part));
      }
      if (Math.abs(left) > 1e-6 * size) {
        return false;
      }
    }
    return true;
  }

  private static List<String> notes(LmFit fit, boolean robust, int open) {
    List<String> notes = new ArrayList<>();
    if (open > 0) {
      notes.add(
          open
              + (open == 1 ? " row has" : " rows have")
              + " no prediction, because coefficients that could not be estimated matter there. R"
              + " would give a number that depends on which of them was left out.");
    }
    if (fit.hasWeights()) {
      notes.add("The intervals of an observation are of one with weight 1, as in R.");
    }
    if (robust) {
      notes.add(
          "The standard errors of the mean are robust; the intervals of an observation take its"
              + " variance to be the same everywhere.");
    }
    return notes;
  }
}
