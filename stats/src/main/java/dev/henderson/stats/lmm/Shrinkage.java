package dev.henderson.stats.lmm;

import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.model.ConditionalModes;
import java.util.List;

/**
 * Partial pooling seen level by level: for each level of one random-effects term its own
 * least-squares estimate of the k effects, {@code (Z_j'WZ_j)^-1 Z_j'W r_j}, beside its conditional
 * mode. In r the fixed part and the modes of the other terms are taken out, so that both are
 * deviations from the population. Immutable.
 */
public final class Shrinkage {
  private static final double NEARLY_SINGULAR = 1e-9;

  private final ConditionalModes modes;
  private final double[] own;

  private Shrinkage(ConditionalModes modes, double[] own) {
    this.modes = modes;
    this.own = own;
  }

  /**
   * The estimates of one term.
   *
   * @param term counted from 0, in the order of the formula
   */
  public static Shrinkage of(LmmFit fit, int term) {
    ConditionalModes modes = fit.ranef().get(term);
    RandomEffectsTerm t = fit.data().random().get(term);
    int k = modes.effects().size();
    int levels = modes.levels().size();
    double[] residual = fit.residuals();
    double[] zz = new double[levels * k * k];
    double[] zr = new double[levels * k];
    double[] z = new double[k];
    MatrixRows effects = t.effects().read();
    for (int i = 0; i < residual.length; i++) {
      effects.copyRow(i, z, 0);
      int level = t.group().levelOf(i);
      double w = fit.data().weight(i);
      double r = residual[i];
      for (int a = 0; a < k; a++) {
        r += z[a] * modes.mode(level, a);
      }
      for (int a = 0; a < k; a++) {
        zr[level * k + a] += w * z[a] * r;
        for (int b = 0; b < k; b++) {
          zz[(level * k + a) * k + b] += w * z[a] * z[b];
        }
      }
    }
    double[] own = new double[levels * k];
    for (int level = 0; level < levels; level++) {
      solve(zz, zr, level, k, own);
    }
    return new Shrinkage(modes, own);
  }

  /** Solves for one level; NaN where its rows cannot tell the effects apart. */
  private static void solve(double[] zz, double[] zr, int level, int k, double[] own) {
    double[] a = new double[k * k];
    double[] b = new double[k];
    double[] scale = new double[k];
    for (int i = 0; i < k; i++) {
      scale[i] = 1 / Math.sqrt(zz[(level * k + i) * k + i]);
    }
    boolean solvable = true;
    for (int i = 0; i < k; i++) {
      solvable &= Double.isFinite(scale[i]);
      b[i] = zr[level * k + i] * scale[i];
      for (int j = 0; j < k; j++) {
        a[i * k + j] = zz[(level * k + i) * k + j] * scale[i] * scale[j];
      }
    }
    double[] l = a.clone();
    solvable = solvable && SmallMatrices.cholesky(l, 0, k);
    for (int i = 0; solvable && i < k; i++) {
      solvable = l[i * k + i] * l[i * k + i] > NEARLY_SINGULAR;
    }
    double[] x = solvable ? SmallMatrices.solvePositive(a, k, b) : null;
    for (int i = 0; i < k; i++) {
      own[level * k + i] = x == null ? Double.NaN : x[i] * scale[i];
    }
  }

  /** The grouping factor. */
  public String group() {
    return modes.group();
  }

  /** The names of the k effects. */
  public List<String> effects() {
    return modes.effects();
  }

  /** The labels of the levels. */
  public List<String> levels() {
    return modes.levels();
  }

  /** The estimate of a level from its own rows; NaN where they do not suffice. */
  public double own(int level, int effect) {
    return own[level * modes.effects().size() + effect];
  }

  /** The conditional mode of a level. */
  public double mode(int level, int effect) {
    return modes.mode(level, effect);
  }
}
