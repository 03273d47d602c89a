package dev.henderson.stats.lmm;

import dev.henderson.stats.criterion.CrossProducts;
import dev.henderson.stats.criterion.Grouping;
import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.criterion.ScaledRow;
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
    CrossProducts a = e.crossProducts;
    int n = a.rows();
    int width = a.width();
    int rank = a.rank();
    int q = a.randomEffects();
    ProfiledDeviance f = new ProfiledDeviance(a, e.options.reml(), e.options.cancellation());
    for (int g = 0; g < e.templateOrders.length; g++) {
      f.lambda().get(g).setOrder(e.templateOrders[g]);
    }
    f.evaluateExactly(e.internalTheta);
    RowLeverage out = new RowLeverage(n, e.fixef.size());
    double[] lz = f.borderRows();
    double[] lxx = f.borderFactor();
    double[] basis = a.basis().toOriginal();
    ScaledRow read = a.basis().rows();
    double[] x = new double[width];
    double[] c = new double[rank];
    double[] batch = new double[q * BATCH];
    for (int start = 0; start < n; start += BATCH) {
      e.options.cancellation().check();
      int m = Math.min(BATCH, n - start);
      Arrays.fill(batch, 0);
      for (int i = 0; i < m; i++) {
        putRow(f, start + i, batch, i);
      }
      f.factor().forward(batch, BATCH);
      for (int i = 0; i < m; i++) {
        int row = start + i;
        double w = fit.data().weight(row);
        read.read(row);
        Arrays.fill(x, 0);
        read.addTo(x, 0, 1);
        double random = 0;
        System.arraycopy(x, 0, c, 0, rank);
        for (int b = 0; b < q; b++) {
          double v = batch[b * BATCH + i];
          if (v != 0) {
            random += v * v;
            for (int j = 0; j < rank; j++) {
              c[j] -= lz[b * width + j] * v;
            }
          }
        }
        double own = 0;
        for (int j = 0; j < rank; j++) {
          for (int t = 0; t < j; t++) {
            c[j] -= lxx[j * width + t] * c[t];
          }
          c[j] /= lxx[j * width + j];
          own += c[j] * c[j];
        }
        out.fixed[row] = w * own;
        out.whole[row] = w * (own + random);
        out.direction(row, w / a.basis().responseScale(), c, lxx, width, basis, rank);
      }
    }
    return out;
  }

  private static void putRow(ProfiledDeviance f, int row, double[] batch, int column) {
    CrossProducts a = f.crossProducts();
    for (int g = 0; g < a.groupings().size(); g++) {
      Grouping grouping = a.groupings().get(g);
      int k = grouping.effects();
      double[] z = new double[k];
      grouping.row(row, z);
      double[] l = f.lambda().get(g).lambda();
      int at = a.offset(g) + grouping.factor().levelOf(row) * k;
      for (int j = 0; j < k; j++) {
        double s = 0;
        for (int t = 0; t < k; t++) {
          s += l[t * k + j] * z[t];
        }
        batch[(at + j) * BATCH + column] = s;
      }
    }
  }

  private void direction(
      int row, double factor, double[] c, double[] lxx, int width, double[] basis, int rank) {
    double[] b = c.clone();
    for (int j = rank - 1; j >= 0; j--) {
      for (int t = j + 1; t < rank; t++) {
        b[j] -= lxx[t * width + j] * b[t];
      }
      b[j] /= lxx[j * width + j];
    }
    for (int i = 0; i < p; i++) {
      double s = 0;
      for (int j = 0; j < rank; j++) {
        s += basis[i * rank + j] * b[j];
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
