package dev.henderson.stats.infer;

import dev.henderson.stats.design.MatrixRows;
import dev.henderson.stats.design.MixedModelDesign;
import dev.henderson.stats.design.ModelMatrix;
import dev.henderson.stats.design.Schema;
import dev.henderson.stats.dist.StudentT;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.lmm.LmmFit;
import dev.henderson.stats.lmm.PredictionErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Predictions of a mixed model for new rows, with standard errors, confidence intervals of the mean
 * and prediction intervals of an observation.
 *
 * <p>With random effects, a known level has its conditional mode and an error that counts beta and
 * b together; a level that is new (or missing) has the population's mean, and the variance of its
 * effects in the standard error. Intervals are then normal. Random effects that are left out add
 * their variance to the prediction interval only. Without any random effects the standard error is
 * that of {@code x'beta}, its interval has Satterthwaite's degrees of freedom, and the prediction
 * interval is about an observation at levels nothing is known of.
 *
 * @param rows one per row of the new data, NaN where a variable is missing
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

  /** From so many rows on, effects are solved for once, not row by row. */
  private static final int SOLVED_AT_ONCE_FROM_ROWS = 30;

  static final Row MISSING =
      new Row(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Copies the lists. */
  public Predictions {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /**
   * Predicts.
   *
   * @param newData has the variables of the formula; grouping columns only where random effects are
   *     used
   * @param form which random effects the prediction conditions on
   * @throws InferenceException if the fit knows no formula
   * @throws dev.henderson.stats.formula.FormulaException if the new data do not have the variables,
   *     or a factor of the fixed part has a level the model has not seen
   */
  public static Predictions of(LmmFit fit, ModelFrame newData, RandomForm form, double level) {
    MixedModelDesign design = fit.design().orElseThrow(RandomForm::noFormula);
    Schema schema = design.schema();
    int[] kept = keptColumns(fit, design);
    ModelMatrix x = schema.fixedMatrix(newData).select(kept);
    double[] offset = schema.offset(newData);
    List<Term.RandomEffects> terms = design.terms().random();
    ModelMatrix[] z = new ModelMatrix[terms.size()];
    int[][] levels = new int[terms.size()][];
    Map<String, Integer> unknown = new TreeMap<>();
    for (int t = 0; t < z.length; t++) {
      z[t] = schema.effectsMatrix(t, newData);
      if (form.uses(t)) {
        levels[t] =
            schema.groupIndices(terms.get(t).group(), fit.data().random().get(t).group(), newData);
        int count = (int) Arrays.stream(levels[t]).filter(l -> l < 0).count();
        if (count > 0) {
          unknown.put(fit.data().random().get(t).group().name(), count);
        }
      } else {
        levels[t] = new int[newData.rows()];
        Arrays.fill(levels[t], -1);
      }
    }
    PredictionErrors errors = fit.predictionErrors();
    if (newData.rows() > SOLVED_AT_ONCE_FROM_ROWS) {
      errors.prepare(levels);
    }
    boolean population = form == RandomForm.NONE;
    Satterthwaite df = population ? Satterthwaite.of(fit) : null;
    double normal = StudentT.of(Double.POSITIVE_INFINITY).quantile(0.5 + level / 2);
    List<Row> rows = new ArrayList<>();
    double[] xi = new double[x.columns()];
    double[][] used = new double[z.length][];
    double[][] unused = new double[z.length][];
    for (int t = 0; t < z.length; t++) {
      used[t] = new double[z[t].columns()];
      unused[t] = new double[z[t].columns()];
    }
    int[] at = new int[z.length];
    MatrixRows xRows = x.read();
    MatrixRows[] zRows = Arrays.stream(z).map(ModelMatrix::read).toArray(MatrixRows[]::new);
    for (int i = 0; i < newData.rows(); i++) {
      xRows.copyRow(i, xi, 0);
      double newLevels = 0;
      double leftOut = 0;
      boolean missing = Double.isNaN(offset[i]) || hasMissing(xi);
      for (int t = 0; t < z.length; t++) {
        zRows[t].copyRow(i, used[t], 0);
        missing |= hasMissing(used[t]);
        for (int j = 0; j < used[t].length; j++) {
          unused[t][j] = form.uses(t, j) ? 0 : used[t][j];
          used[t][j] -= unused[t][j];
        }
        at[t] = levels[t][i];
        newLevels += at[t] < 0 ? errors.termVariance(t, used[t]) : 0;
        leftOut += errors.termVariance(t, unused[t]);
      }
      if (missing) {
        rows.add(MISSING);
        continue;
      }
      double fitted = offset[i] + errors.fixedPart(xi) + errors.randomPart(used, at);
      double mean = errors.variance(xi, used, at) + newLevels;
      double quantile = normal;
      if (population) {
        double own = df.df(xi);
        quantile = own > 0 ? StudentT.of(own).quantile(0.5 + level / 2) : normal;
      }
      double se = Math.sqrt(mean);
      double wide = quantile * Math.sqrt(mean + leftOut + fit.sigma() * fit.sigma());
      rows.add(
          new Row(
              fitted,
              se,
              fitted - quantile * se,
              fitted + quantile * se,
              fitted - wide,
              fitted + wide));
    }
    return new Predictions(rows, form, level, notes(unknown));
  }

  private static boolean hasMissing(double[] values) {
    for (double v : values) {
      if (Double.isNaN(v)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> notes(Map<String, Integer> unknown) {
    List<String> out = new ArrayList<>();
    unknown.forEach(
        (group, count) ->
            out.add(
                count
                    + (count == 1 ? " row has a level" : " rows have levels")
                    + " of "
                    + group
                    + " that the model has not seen: the population's value is predicted there, and"
                    + " the variance of "
                    + group
                    + " is part of the standard error."));
    return out;
  }

  /** Columns of the written matrix that the fit kept. */
  private static int[] keptColumns(LmmFit fit, MixedModelDesign design) {
    List<String> names = fit.data().fixed().columnNames();
    List<Integer> dropped = design.aliased().stream().map(c -> c.column()).toList();
    int[] kept = new int[names.size()];
    int at = 0;
    for (int j = 0; j < design.writtenMatrix().columns(); j++) {
      if (!dropped.contains(j)) {
        kept[at++] = j;
      }
    }
    return kept;
  }
}
