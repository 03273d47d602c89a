package dev.henderson.stats.lmm;

import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.MixedRows;
import dev.henderson.stats.products.ScaledRow;

/**
 * The fitted values of a fit, n of them: one pass over the rows, made when they are first asked for
 * or while the rows are at hand. A model that is fitted again by another method needs none.
 */
final class FittedValues {
  private final MixedModelData data;
  private final CrossProducts a;

  /** Scaled fixed effects and scaled conditional modes; given up once the values are there. */
  private double[] beta;

  private double[] modes;
  private double[] whole;
  private double[] fixed;

  FittedValues(MixedModelData data, CrossProducts a, double[] beta, double[] modes) {
    this.data = data;
    this.a = a;
    this.beta = beta;
    this.modes = modes;
  }

  /** Makes them from rows at hand. */
  synchronized void read(MixedRows rows) {
    int n = data.rows();
    double[] all = new double[n];
    double[] part = new double[n];
    double scale = a.response().scale();
    ScaledRow x = rows.fixed();
    double[][] z = new double[a.groupings().size()][];
    for (int g = 0; g < z.length; g++) {
      z[g] = new double[a.groupings().get(g).effects()];
    }
    for (int i = 0; i < n; i++) {
      x.read(i);
      double rest = rows.response(i, x) - x.times(beta);
      double random = 0;
      for (int g = 0; g < z.length; g++) {
        rows.effects(g, i, z[g]);
        int at = a.offset(g) + rows.level(g, i) * z[g].length;
        for (int j = 0; j < z[g].length; j++) {
          random += z[g][j] * modes[at + j];
        }
      }
      part[i] = data.response(i) - scale * rest;
      all[i] = part[i] + scale * random;
    }
    fixed = part;
    whole = all;
    beta = null;
    modes = null;
  }

  private synchronized void require() {
    if (whole == null) {
      read(MixedRows.of(data, a));
    }
  }

  /** Given the conditional modes; the array itself. */
  double[] whole() {
    require();
    return whole;
  }

  /** Of the fixed part alone; the array itself. */
  double[] fixed() {
    require();
    return fixed;
  }
}
