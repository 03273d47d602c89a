package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.PenalizedLeastSquares;
import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.MixedRows;
import dev.henderson.stats.products.ScaledRow;
import java.util.Arrays;

/**
 * Leverages of the rows of a fit, {@code w ||L^-1 [Lambda'z; x]||²} with L the whole bordered
 * factor [Bates 2015], and what leaving out a row does to the fixed effects with theta held: {@code
 * beta − beta(i) = w Lxx^-T c e / (1 − h)} with c the fixed part of that solve, e the conditional
 * residual and h the leverage. One value per row used.
 */
public final class RowLeverage {
  private static final int BATCH = 64;

  private final double[] whole;
  private final double[] fixed;
  private final double[] direction;
  private final int p;

  private RowLeverage(int n, int p) {
    whole = new double[n];
    fixed = new double[n];
    direction = new double[n * p];
    this.p = p;
  }

  static RowLeverage of(LmmFit fit, Estimates e) {
    ProfiledDeviance f = e.at.atOptimum();
    CrossProducts a = f.crossProducts();
    PenalizedLeastSquares problem = f.problem();
    MixedRows rows = MixedRows.of(fit.data(), a);
    int n = a.rows();
    int rank = a.rank();
    int q = a.randomEffects();
    RowLeverage out = new RowLeverage(n, e.fixef.size());
    double[][] lambda = new double[a.groupings().size()][];
    for (int g = 0; g < lambda.length; g++) {
      lambda[g] = f.lambda().get(g).toArray();
    }
    double[] toOriginal = a.toOriginal();
    ScaledRow read = rows.fixed();
    double[] c = new double[rank];
    double[] batch = new double[q * BATCH];
    for (int start = 0; start < n; start += BATCH) {
      e.options.cancellation().check();
      int m = Math.min(BATCH, n - start);
      Arrays.fill(batch, 0);
      for (int i = 0; i < m; i++) {
        putRow(a, rows, lambda, start + i, batch, i);
      }
      problem.factor().forward(batch, BATCH);
      for (int i = 0; i < m; i++) {
        int row = start + i;
        double w = fit.data().weight(row);
        read.read(row);
        Arrays.fill(c, 0);
        read.addTo(c, 0, 1);
        double random = 0;
        for (int b = 0; b < q; b++) {
          double v = batch[b * BATCH + i];
          if (v != 0) {
            random += v * v;
            problem.takeFixed(b, v, c);
          }
        }
        problem.forwardFixed(c);
        double own = 0;
        for (double v : c) {
          own += v * v;
        }
        out.fixed[row] = w * own;
        out.whole[row] = w * (own + random);
        problem.backwardFixed(c);
        out.direction(row, w / a.response().scale(), c, toOriginal);
      }
    }
    return out;
  }

  private static void putRow(
      CrossProducts a, MixedRows rows, double[][] lambda, int row, double[] batch, int column) {
    for (int g = 0; g < lambda.length; g++) {
      int k = a.groupings().get(g).effects();
      double[] z = new double[k];
      rows.effects(g, row, z);
      double[] l = lambda[g];
      int at = a.offset(g) + rows.level(g, row) * k;
      for (int j = 0; j < k; j++) {
        double s = 0;
        for (int t = 0; t < k; t++) {
          s += l[t * k + j] * z[t];
        }
        batch[(at + j) * BATCH + column] = s;
      }
    }
  }

  private void direction(int row, double factor, double[] b, double[] toOriginal) {
    for (int i = 0; i < p; i++) {
      double s = 0;
      for (int j = 0; j < b.length; j++) {
        s += toOriginal[i * b.length + j] * b[j];
      }
      direction[row * p + i] = factor * s;
    }
  }

  /** Leverages of the whole fit, random effects included; lme4's {@code hatvalues}. */
  public double[] whole() {
    return whole.clone();
  }

  double whole(int row) {
    return whole[row];
  }

  /** Leverages of the fixed part. */
  public double[] fixed() {
    return fixed.clone();
  }

  /**
   * {@code (X'V^-1X)^-1 X'V^-1 e_i}, where leaving out a row moves a fixed effect with theta held:
   * times the conditional residual over 1 − h it is the estimate less the one without the row.
   */
  double direction(int row, int coefficient) {
    return direction[row * p + coefficient];
  }
}
