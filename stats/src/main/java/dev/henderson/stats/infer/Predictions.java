package dev.henderson.stats.infer;

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
 * effects in the standard error. Intervals are then normal. Without random effects the standard
 * error is that of {@code x'beta}, its interval has Satterthwaite's degrees of freedom, and the
 * prediction interval is about an observation at levels nothing is known of.
 *
 * @param rows one per row of the new data, NaN where a variable is missing
 * @param randomEffects whether conditional modes were used
 * @param level of the intervals
 * @param notes what a reader should know, such as new levels
 */
public record Predictions(List<Row> rows, boolean randomEffects, double level, List<String> notes) {
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
   * Predicts.
   *
   * @param newData has the variables of the formula; grouping columns only where random effects are
   *     used
   * @throws InferenceException if the fit knows no formula
   * @throws dev.henderson.stats.formula.FormulaException if the new data do not have the variables,
   *     or a factor of the fixed part has a level the model has not seen
   */
  public static Predictions of(
      LmmFit fit, ModelFrame newData, boolean randomEffects, double level) {
    MixedModelDesign design =
        fit.design()
            .orElseThrow(
                () ->
                    new InferenceException(
                        "The fit was made of matrices without a formula: it cannot read new data."));
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
      if (randomEffects) {
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
    Satterthwaite df = randomEffects ? null : Satterthwaite.of(fit);
    double normal = StudentT.of(Double.POSITIVE_INFINITY).quantile(0.5 + level / 2);
    List<Row> rows = new ArrayList<>();
    double[] xi = new double[x.columns()];
    double[][] zi = new double[z.length][];
    int[] at = new int[z.length];
    for (int i = 0; i < newData.rows(); i++) {
      x.copyRow(i, xi, 0);
      double unknownVariance = 0;
      boolean missing = Double.isNaN(offset[i]) || Arrays.stream(xi).anyMatch(Double::isNaN);
      for (int t = 0; t < z.length; t++) {
        zi[t] = new double[z[t].columns()];
        z[t].copyRow(i, zi[t], 0);
        at[t] = levels[t][i];
        missing |= Arrays.stream(zi[t]).anyMatch(Double::isNaN);
        if (at[t] < 0) {
          unknownVariance += errors.termVariance(t, zi[t]);
        }
      }
      if (missing) {
        rows.add(MISSING);
        continue;
      }
      double fitted = offset[i] + errors.fixedPart(xi) + errors.randomPart(zi, at);
      double variance = errors.variance(xi, zi, at);
      double quantile = normal;
      if (!randomEffects) {
        double own = df.df(xi);
        quantile = own > 0 ? StudentT.of(own).quantile(0.5 + level / 2) : normal;
      }
      double mean = randomEffects ? variance + unknownVariance : variance;
      double observation = variance + unknownVariance + fit.sigma() * fit.sigma();
      double se = Math.sqrt(mean);
      double wide = quantile * Math.sqrt(observation);
      rows.add(
          new Row(
              fitted,
              se,
              fitted - quantile * se,
              fitted + quantile * se,
              fitted - wide,
              fitted + wide));
    }
    return new Predictions(rows, randomEffects, level, notes(unknown));
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
