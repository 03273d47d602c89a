package dev.henderson.stats.infer;

import dev.henderson.stats.dist.StudentT;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Fit;
import dev.henderson.stats.model.HasMeanVariance;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.HasRows;
import dev.henderson.stats.model.LinearFunction;
import java.util.ArrayList;
import java.util.List;

/**
 * Predictions of a fit for new rows, with standard errors, confidence intervals of the mean and
 * prediction intervals of an observation.
 *
 * <p>A row whose mean the data do not tell has none. Where there are random effects and the
 * prediction uses them, a known level has its conditional mode and an error that counts beta and b
 * together; a level that is new (or missing) has the population's mean, and the variance of its
 * effects in the standard error. Intervals are then normal. Random effects that are left out add
 * their variance to the prediction interval only. Without any random effects the standard error is
 * that of {@code x'beta}, its interval has Satterthwaite's degrees of freedom, and the prediction
 * interval is about an observation at levels nothing is known of.
 *
 * @param rows one per row of the new data, NaN where a variable is missing or the mean is not
 *     estimable
 * @param form the random effects whose conditional modes were used
 * @param level of the intervals
 * @param notes what a reader should know, such as new levels
 */
public record Predictions(List<Row> rows, RandomForm form, double level, List<String> notes) {
  /**
   * One prediction.
   *
   * @param fitted the mean
   * @param standardError of the mean
   * @param low lower limit of the mean
   * @param high upper limit of the mean
   * @param lowObservation lower limit of one observation
   * @param highObservation upper limit of one observation
   */
  public record Row(
      double fitted,
      double standardError,
      double low,
      double high,
      double lowObservation,
      double highObservation) {}

  static final Row MISSING =
      new Row(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Copies the lists. */
  public Predictions {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /**
   * Predicts with the tests that suit the fit.
   *
   * @param newData has the variables of the formula; grouping columns only where random effects are
   *     used
   * @param form which random effects the prediction conditions on; of no matter where there are
   *     none
   * @throws InferenceException if the fit knows no formula
   * @throws dev.henderson.stats.formula.FormulaException if the new data do not have the variables,
   *     or a factor of the fixed part has a level the model has not seen
   */
  public static Predictions of(Fit fit, ModelFrame newData, RandomForm form, double level) {
    return of(LinearBasis.of(fit), newData, form, level);
  }

  /** Predicts by a basis, whose tests may have a covariance matrix of their own. */
  public static Predictions of(
      LinearBasis basis, ModelFrame newData, RandomForm form, double level) {
    return basis.fit() instanceof HasRandomEffects random
        ? RandomPredictions.of(basis, random, newData, form, level)
        : ofFixed(basis, newData, level);
  }

  /** Intervals of {@code x'beta}, and of an observation, whose variance has the dispersion more. */
  private static Predictions ofFixed(LinearBasis basis, ModelFrame newData, double level) {
    ModelMatrix x = basis.matrix(newData);
    double[] offset = basis.schema().offset(newData);
    HasMeanVariance exact =
        basis.tests().errors().isEmpty() && basis.fit() instanceof HasMeanVariance m ? m : null;
    double residual = basis.fit().dispersion().value();
    double[] row = new double[x.columns()];
    double lastDf = Double.NaN;
    double quantile = Double.NaN;
    List<Row> rows = new ArrayList<>();
    int open = 0;
    MatrixRows all = x.read();
    for (int i = 0; i < newData.rows(); i++) {
      all.copyRow(i, row, 0);
      if (Double.isNaN(offset[i]) || hasMissing(row)) {
        rows.add(MISSING);
        continue;
      }
      LinearFunction l = LinearFunction.of(row);
      if (!basis.isEstimable(l)) {
        open++;
        rows.add(MISSING);
        continue;
      }
      double fitted = offset[i] + basis.estimate(l);
      double variance = exact == null ? basis.covariance(l, l) : exact.meanVariance(row);
      double df = basis.df(l);
      if (df != lastDf) {
        quantile = df > 0 ? StudentT.of(df).quantile(0.5 + level / 2) : Double.NaN;
        lastDf = df;
      }
      rows.add(row(fitted, Math.sqrt(variance), Math.sqrt(variance + residual), quantile));
    }
    List<String> notes = new ArrayList<>();
    noteOpen(open, notes);
    if (basis.fit() instanceof HasRows f && f.hasWeights()) {
      notes.add("The intervals of an observation are of one with weight 1, as in R.");
    }
    if (!basis.tests().errors().isEmpty()) {
      notes.add(
          "The standard errors of the mean are robust; the intervals of an observation take its"
              + " variance to be the same everywhere.");
    }
    return new Predictions(rows, RandomForm.NONE, level, notes);
  }

  /** A prediction with its two intervals. */
  static Row row(double fitted, double meanError, double observationError, double quantile) {
    double wide = quantile * observationError;
    return new Row(
        fitted,
        meanError,
        fitted - quantile * meanError,
        fitted + quantile * meanError,
        fitted - wide,
        fitted + wide);
  }

  /** Says of how many rows the data do not tell the mean. */
  static void noteOpen(int open, List<String> notes) {
    if (open > 0) {
      notes.add(
          open
              + (open == 1 ? " row has" : " rows have")
              + " no prediction, because coefficients that could not be estimated matter there. R"
              + " would give a number that depends on which of them was left out.");
    }
  }

  static boolean hasMissing(double[] values) {
    for (double v : values) {
      if (Double.isNaN(v)) {
        return true;
      }
    }
    return false;
  }
}
