package dev.henderson.stats.products;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.matrix.ModelMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Rows of crossed and nested groupings with slopes, of columns far from zero. */
final class SimulatedRows {
  /** Levels of the first grouping, of one it is nested in, of one that crosses both. */
  private static final int[] LEVELS = {36, 6, 9};

  private SimulatedRows() {}

  /**
   * The rows.
   *
   * @param offset how far from zero a column of X, also a random slope, is; its SD is 1
   * @param weighted whether rows have weights
   */
  static MixedModelData of(int n, double offset, boolean weighted, long seed) {
    Random random = new Random(seed);
    double[][] x = new double[5][n];
    double[] y = new double[n];
    double[] w = weighted ? new double[n] : null;
    int[][] index = new int[LEVELS.length][n];
    for (int i = 0; i < n; i++) {
      index[0][i] = i < LEVELS[0] ? i : random.nextInt(LEVELS[0]);
      index[1][i] = index[0][i] % LEVELS[1];
      index[2][i] = i < LEVELS[2] ? i : random.nextInt(LEVELS[2]);
      x[0][i] = 1;
      // Later rows lie higher, as years do: a part's mean is not that of all.
      x[1][i] = offset + 3.0 * i / n + random.nextGaussian();
      x[2][i] = random.nextInt(2);
      x[3][i] = random.nextInt(10) < 7 ? 1 : 0;
      x[4][i] = x[2][i] + x[3][i];
      double trend = 0.5 * (x[1][i] - offset);
      y[i] = 1000 + trend + x[2][i] + Math.sin(7.0 * index[0][i]) + random.nextGaussian();
      if (weighted) {
        w[i] = 0.5 + random.nextDouble();
      }
    }
    return data(x, y, w, index);
  }

  /** The same rows with other columns of X, which are those of the random effects too. */
  static MixedModelData withColumns(MixedModelData data, double[][] x) {
    int n = data.rows();
    double[] y = new double[n];
    int[][] index = new int[LEVELS.length][n];
    for (int i = 0; i < n; i++) {
      y[i] = data.response(i);
      for (int g = 0; g < index.length; g++) {
        index[g][i] = data.random().get(g).group().levelOf(i);
      }
    }
    return data(x, y, null, index);
  }

  private static MixedModelData data(double[][] x, double[] y, double[] w, int[][] index) {
    int n = y.length;
    List<RandomEffectsTerm> terms = new ArrayList<>();
    terms.add(term(new double[][] {x[0], x[1], x[2]}, "fine", index[0], LEVELS[0], true));
    terms.add(term(new double[][] {x[0]}, "coarse", index[1], LEVELS[1], true));
    terms.add(term(new double[][] {x[0], x[1]}, "crossed", index[2], LEVELS[2], true));
    terms.add(term(new double[][] {x[2]}, "crossed", index[2], LEVELS[2], true));
    List<String> names = List.of("(Intercept)", "x", "d", "e", "sum");
    ModelMatrix fixed = new ModelMatrix(n, x, names, new int[5], List.of());
    return new MixedModelData(y, fixed, terms, w, null);
  }

  private static RandomEffectsTerm term(
      double[][] columns, String name, int[] index, int levels, boolean correlated) {
    List<String> effects = IntStream.range(0, columns.length).mapToObj(a -> "e" + a).toList();
    List<String> labels = IntStream.range(0, levels).mapToObj(l -> "l" + l).toList();
    return new RandomEffectsTerm(
        new ModelMatrix(
            index.length, columns, effects, IntStream.range(0, columns.length).toArray(), effects),
        new GroupingFactor(name, index, labels),
        correlated);
  }
}
