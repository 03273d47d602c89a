package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.model.HasRandomEffects;
import dev.henderson.stats.model.VarCorr;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.Grouping;

/**
 * Predictions {@code x'beta + z'b} of new rows and the variances of their errors, {@code sigma²
 * ||L^-1 [Lambda'z; x]||²} with L the whole bordered factor: beta and b are uncertain together, so
 * their errors partly cancel. Theta and sigma count as known. Has a workspace: one thread at a
 * time.
 */
public final class PredictionErrors implements HasRandomEffects.Predictor {
  private final LmmFit fit;
  private final Estimates e;
  private final CrossProducts a;
  private final ProfiledDeviance f;
  private final int p;

  /** T lambda of each grouping: from spherical effects to the user's. */
  private final double[][] root;

  /** Effects of one row, all groupings together. */
  private final int effects;

  private final int[] touched;
  private final double[] scratch;
  private ErrorColumns columns;

  PredictionErrors(LmmFit fit, Estimates e) {
    this.fit = fit;
    this.e = e;
    a = e.at.products();
    p = e.fixef.size();
    f = e.at.atOptimum();
    root = new double[a.groupings().size()][];
    int k = 0;
    for (int g = 0; g < root.length; g++) {
      root[g] = f.lambda().get(g).toOriginal();
      k += a.groupings().get(g).effects();
    }
    effects = k;
    touched = new int[effects];
    scratch = new double[a.randomEffects()];
  }

  /** The fixed part {@code x'beta}; aliased coefficients count as zero. */
  @Override
  public double fixedPart(double[] x) {
    double s = 0;
    for (int j = 0; j < p; j++) {
      if (x[j] != 0 && !e.fixef.isAliased(j)) {
        s += x[j] * e.fixef.estimate(j);
      }
    }
    return s;
  }

  /**
   * The random part {@code z'b} of known levels.
   *
   * @param z per term as written its k effects
   * @param levels per term the level; −1 where it is new or left out
   */
  @Override
  public double randomPart(double[][] z, int[] levels) {
    double s = 0;
    for (int t = 0; t < z.length; t++) {
      if (levels[t] >= 0) {
        for (int i = 0; i < z[t].length; i++) {
          s += z[t][i] * e.ranef.get(t).mode(levels[t], i);
        }
      }
    }
    return s;
  }

  /** The variance {@code z' Sigma z} of one term's effects at a level nothing is known of. */
  @Override
  public double termVariance(int term, double[] z) {
    VarCorr v = e.varCorr.get(term);
    double s = 0;
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z.length; j++) {
        s += z[i] * v.covariance(i, j) * z[j];
      }
    }
    return s;
  }

  /**
   * Gets ready for many rows: solves once for each effect they have, where memory allows.
   *
   * @param levels per term the level of each row; −1 where the term has no part in it
   */
  @Override
  public void prepare(int[][] levels) {
    boolean[] wanted = new boolean[a.randomEffects()];
    for (int g = 0; g < root.length; g++) {
      Grouping grouping = a.groupings().get(g);
      int k = grouping.effects();
      for (Grouping.Member m : grouping.members()) {
        for (int level : levels[m.term()]) {
          for (int j = 0; level >= 0 && j < k; j++) {
            wanted[a.offset(g) + level * k + j] = true;
          }
        }
      }
    }
    columns = ErrorColumns.of(f, wanted);
  }

  /**
   * The variance of the error of {@code x'beta + z'b}, the levels' effects predicted by their
   * modes.
   *
   * @param z per term as written its k effects
   * @param levels per term the level; −1 where the term has no part in it
   */
  @Override
  public double variance(double[] x, double[][] z, int[] levels) {
    int q = a.randomEffects();
    double[] v = new double[columns == null ? q : 0];
    double[] rest = inScaledColumns(x);
    double s = 0;
    int count = 0;
    for (int g = 0; g < root.length; g++) {
      Grouping grouping = a.groupings().get(g);
      int k = grouping.effects();
      double[] own = columns == null ? v : new double[k];
      int first = -1;
      for (Grouping.Member m : grouping.members()) {
        int level = levels[m.term()];
        for (int i = 0; level >= 0 && i < m.size(); i++) {
          first = a.offset(g) + level * k;
          // b = T lambda u: the row of a user's effect in terms of the spherical ones.
          for (int j = 0; j < k; j++) {
            own[(columns == null ? first : 0) + j] +=
                z[m.term()][i] * root[g][(m.start() + i) * k + j];
          }
        }
      }
      for (int j = 0; columns != null && first >= 0 && j < k; j++) {
        columns.add(first + j, own[j], scratch, rest);
        touched[count++] = first + j;
      }
    }
    if (columns == null) {
      f.problem().factor().forward(v, 1);
      for (int row = 0; row < q; row++) {
        s += v[row] * v[row];
        f.problem().takeFixed(row, v[row], rest);
      }
    }
    for (int c = 0; c < count; c++) {
      s += columns.takeSquares(touched[c], scratch);
    }
    f.problem().forwardFixed(rest);
    for (double r : rest) {
      s += r * r;
    }
    return e.sigma * e.sigma * s;
  }

  /** The row of scaled columns for which x'beta moves as with the user's: T'x / response scale. */
  private double[] inScaledColumns(double[] x) {
    int rank = a.rank();
    double[] t = a.toOriginal();
    double[] out = new double[rank];
    for (int i = 0; i < p; i++) {
      for (int j = 0; x[i] != 0 && j < rank; j++) {
        out[j] += x[i] * t[i * rank + j] / a.response().scale();
      }
    }
    return out;
  }

  /** The fit. */
  public LmmFit fit() {
    return fit;
  }
}
