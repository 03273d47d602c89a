package dev.henderson.stats.classical;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.dist.ChiSquared;
import dev.henderson.stats.infer.InferenceException;

/**
 * Friedman's test of equal locations of treatments that every block had once, by the ranks within
 * blocks, corrected for ties [Friedman 1937]: the repeated measures of one factor without a normal
 * distribution.
 *
 * @param statistic chi-squared
 * @param df treatments less one
 * @param pValue of the test
 * @param concordance Kendall's W, the statistic over its greatest value: 0 no agreement of the
 *     blocks, 1 all rank alike
 * @param blocks how many there are
 * @param treatments how many there are
 */
public record FriedmanTest(
    double statistic, int df, double pValue, double concordance, int blocks, int treatments) {
  /**
   * The test.
   *
   * @param response one value per row
   * @param treatments over the same rows
   * @param blocks over the same rows, such as the subjects
   * @throws InferenceException naming the first block that has a treatment not once
   */
  public static FriedmanTest of(
      double[] response, GroupingFactor treatments, GroupingFactor blocks) {
    int k = treatments.levelCount();
    int n = blocks.levelCount();
    if (k < 2 || n < 2) {
      throw new InferenceException(
          "Friedman's test needs two levels or more of "
              + (k < 2 ? treatments : blocks).name()
              + "; there is one.");
    }
    int[][] count = new int[n][k];
    double[][] y = new double[n][k];
    for (int i = 0; i < response.length; i++) {
      count[blocks.levelOf(i)][treatments.levelOf(i)]++;
      y[blocks.levelOf(i)][treatments.levelOf(i)] = response[i];
    }
    for (int b = 0; b < n; b++) {
      for (int t = 0; t < k; t++) {
        if (count[b][t] != 1) {
          throw new InferenceException(
              "Friedman's test needs one row for each "
                  + blocks.name()
                  + " and "
                  + treatments.name()
                  + "; there are "
                  + (count[b][t] == 0 ? "none" : count[b][t])
                  + " of "
                  + blocks.name()
                  + " "
                  + blocks.levels().get(b)
                  + " at "
                  + treatments.levels().get(t)
                  + ". "
                  + (count[b][t] == 0
                      ? "Leave it out with subset = ... ."
                      : "Take their mean or median first."));
        }
      }
    }
    double[] sums = new double[k];
    double[] tied = new double[1];
    for (double[] own : y) {
      double[] rank = OneWayTests.ranks(own, tied);
      for (int t = 0; t < k; t++) {
        sums[t] += rank[t];
      }
    }
    double squares = 0;
    for (double sum : sums) {
      double d = sum - n * (k + 1) / 2.0;
      squares += d * d;
    }
    double statistic = 12 * squares / ((double) n * k * (k + 1) - tied[0] / (k - 1));
    double p = Double.isNaN(statistic) ? statistic : ChiSquared.of(k - 1).survival(statistic);
    return new FriedmanTest(statistic, k - 1, p, statistic / ((double) n * (k - 1)), n, k);
  }
}
