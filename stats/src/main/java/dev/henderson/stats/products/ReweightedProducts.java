package dev.henderson.stats.products;

import dev.henderson.stats.model.Cancellation;

/**
 * Cross products whose weights and response change from one call to the next, as those of an
 * iteratively reweighted problem do, all else staying: groupings, order of elimination, where
 * levels meet, scaling of X and of the response. Keeps for each row where its products go; a call
 * allocates nothing that grows with the rows. For one thread at a time.
 */
public final class ReweightedProducts {
  private final MixedRows rows;
  private final CrossProducts products;
  private final ProductSums sums;
  private final ScaledRow x;
  private final double[][] z;

  /** {@code entry[g][h]}, h later than g: for each row its entry of the block. */
  private final int[][][] entry;

  /**
   * Products of these rows, with the weights and the response of the data to begin with.
   *
   * @param rows of the data
   * @param start their products; they are copied
   */
  public ReweightedProducts(MixedRows rows, CrossProducts start) {
    this.rows = rows;
    products = start.copy();
    sums = products.sums();
    x = rows.fixed();
    z = sums.roomForEffects();
    int groups = z.length;
    int n = rows.data().rows();
    entry = new int[groups][groups][];
    for (int g = 0; g < groups; g++) {
      for (int h = g + 1; h < groups; h++) {
        int[] own = new int[n];
        for (int i = 0; i < n; i++) {
          own[i] = sums.cross[g][h].find(rows.level(g, i), rows.level(h, i));
        }
        entry[g][h] = own;
      }
    }
  }

  /** The products: one object, whose numbers are those of the last call. */
  public CrossProducts products() {
    return products;
  }

  /**
   * Computes all numbers anew.
   *
   * @param weights of the rows, n positive values
   * @param response the working response in the user's units, offset included; n values
   * @param cancellation ends the pass; the numbers are then to be computed anew
   */
  public void reweight(double[] weights, double[] response, Cancellation cancellation) {
    int n = rows.data().rows();
    if (weights.length != n || response.length != n) {
      throw new IllegalArgumentException(
          weights.length + " weights and " + response.length + " responses for " + n + " rows");
    }
    sums.clear();
    double logs = 0;
    for (int i = 0; i < n; i++) {
      ProductSums.checkNowAndThen(i, cancellation);
      double w = weights[i];
      logs += Math.log(w);
      x.read(i);
      double y = rows.scaled(response[i], i, x);
      sums.addFixed(x, y, w);
      for (int g = 0; g < z.length; g++) {
        rows.effects(g, i, z[g]);
        sums.addEffects(g, rows.level(g, i), z[g], x, y, w);
      }
      for (int g = 0; g < z.length; g++) {
        for (int h = g + 1; h < z.length; h++) {
          sums.addCross(g, h, entry[g][h][i], z[g], z[h], w);
        }
      }
    }
    sums.mirror();
    sums.logWeights = logs;
  }
}
