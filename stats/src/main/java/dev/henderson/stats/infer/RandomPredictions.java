package dev.henderson.stats.infer;

import dev.henderson.stats.design.Schema;
import dev.henderson.stats.dist.StudentT;
import dev.henderson.stats.formula.Term;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.LinearFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes predictions of a fit with random effects, row by row. */
final class RandomPredictions {
  /** From so many rows on, effects are solved for once, not row by row. */
  private static final int SOLVED_TOGETHER = 30;

  private final LinearBasis basis;
  private final RandomForm form;
  private final double level;
  private final HasRandomEffects.Predictor errors;
  private final ModelMatrix[] z;
  private final int[][] levels;
  private final Map<String, Integer> unknown = new TreeMap<>();

  /** Degrees of freedom of a population's mean; null where levels are used. */
  private final Satterthwaite population;

  private final double normal;

  private RandomPredictions(
      LinearBasis basis,
      HasRandomEffects random,
      ModelFrame newData,
      RandomForm form,
      double level) {
    this.basis = basis;
    this.form = form;
    this.level = level;
    errors = random.predictor();
    List<Term.RandomEffects> terms = basis.terms().random();
    z = new ModelMatrix[terms.size()];
    levels = new int[z.length][];
    Schema schema = basis.schema();
    for (int t = 0; t < z.length; t++) {
      z[t] = schema.effectsMatrix(t, newData);
      if (form.uses(t)) {
        var group = basis.design().random().get(t).group();
        levels[t] = schema.groupIndices(terms.get(t).group(), group, newData);
        int count = (int) Arrays.stream(levels[t]).filter(l -> l < 0).count();
        if (count > 0) {
          unknown.put(group.name(), count);
        }
      } else {
        levels[t] = new int[newData.rows()];
        Arrays.fill(levels[t], -1);
      }
    }
    if (newData.rows() > SOLVED_TOGETHER) {
      errors.prepare(levels);
    }
    population = form == RandomForm.NONE ? Satterthwaite.of(basis.fit()) : null;
    normal = StudentT.of(Double.POSITIVE_INFINITY).quantile(0.5 + level / 2);
  }

  static Predictions of(
      LinearBasis basis,
      HasRandomEffects random,
      ModelFrame newData,
      RandomForm form,
      double level) {
    return new RandomPredictions(basis, random, newData, form, level).predict(newData);
  }

  private Predictions predict(ModelFrame newData) {
    ModelMatrix x = basis.matrix(newData);
    double[] offset = basis.schema().offset(newData);
    double residual = basis.fit().dispersion().value();
    List<Predictions.Row> rows = new ArrayList<>();
    int open = 0;
    double[] written = new double[x.columns()];
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
      xRows.copyRow(i, written, 0);
      double newLevels = 0;
      double leftOut = 0;
      boolean missing = Double.isNaN(offset[i]) || Predictions.hasMissing(written);
      for (int t = 0; t < z.length; t++) {
        zRows[t].copyRow(i, used[t], 0);
        missing |= Predictions.hasMissing(used[t]);
        for (int j = 0; j < used[t].length; j++) {
          unused[t][j] = form.uses(t, j) ? 0 : used[t][j];
          used[t][j] -= unused[t][j];
        }
        at[t] = levels[t][i];
        newLevels += at[t] < 0 ? errors.termVariance(t, used[t]) : 0;
        leftOut += errors.termVariance(t, unused[t]);
      }
      if (missing) {
        rows.add(Predictions.MISSING);
        continue;
      }
      LinearFunction l = LinearFunction.of(written);
      if (!basis.isEstimable(l)) {
        open++;
        rows.add(Predictions.MISSING);
        continue;
      }
      double[] xi = basis.reduced(l);
      double fitted = offset[i] + errors.fixedPart(xi) + errors.randomPart(used, at);
      double mean = errors.variance(xi, used, at) + newLevels;
      double quantile = normal;
      if (population != null) {
        double own = population.df(xi);
        quantile = own > 0 ? StudentT.of(own).quantile(0.5 + level / 2) : normal;
      }
      rows.add(
          Predictions.row(fitted, Math.sqrt(mean), Math.sqrt(mean + leftOut + residual), quantile));
    }
    List<String> notes = new ArrayList<>();
    Predictions.noteOpen(open, notes);
    noteUnknown(notes);
    return new Predictions(rows, form, level, notes);
  }

  private void noteUnknown(List<String> notes) {
    unknown.forEach(
        (group, count) ->
            notes.add(
                count
                    + (count == 1 ? " row has a level" : " rows have levels")
                    + " of "
                    + group
                    + " that the model has not seen: the population's value is predicted there, and"
                    + " the variance of "
                    + group
                    + " is part of the standard error."));
  }
}
