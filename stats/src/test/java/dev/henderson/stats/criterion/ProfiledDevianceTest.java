package dev.henderson.stats.criterion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.products.CrossProducts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The criterion against a dense computation, and its derivatives against differences. */
class ProfiledDevianceTest {
  /** One model per structure the blocked factor knows. */
  record Structure(String name, List<Object> data) {
    MixedModelData get() {
      return (MixedModelData) data.get(0);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Structure> structures() {
    return Stream.of(
        simulate("intercept", 60, 1, new int[][] {{12, 1}}, false),
        simulate("slope", 80, 2, new int[][] {{10, 2}}, false),
        simulate("three effects, weights", 90, 3, new int[][] {{9, 3}}, true),
        simulate("crossed", 90, 4, new int[][] {{11, 1}, {7, 1}}, false),
        simulate("crossed slopes", 120, 5, new int[][] {{9, 2}, {7, 2}}, false),
        simulate("three crossed", 150, 6, new int[][] {{13, 1}, {7, 2}, {5, 1}}, true),
        simulate("nested", 120, 7, new int[][] {{24, 1}, {-6, 1}}, false),
        simulate("nested slopes", 160, 8, new int[][] {{24, 2}, {-6, 2}}, false),
        simulate("nested and crossed", 200, 9, new int[][] {{24, 2}, {-6, 1}, {8, 2}}, false),
        simulate("three nested", 200, 10, new int[][] {{36, 1}, {-12, 2}, {-4, 1}}, false),
        simulate(
            "three nested, two crossed",
            300,
            11,
            new int[][] {{36, 2}, {-12, 2}, {-4, 1}, {7, 2}, {5, 1}},
            true),
        simulate("fully crossed", 96, 12, new int[][] {{12, 2}, {8, 3}}, false));
  }

  /**
   * @param groups levels and effects of each factor; negative levels: the first factor is nested in
   *     it
   */
  private static Structure simulate(
      String name, int n, long seed, int[][] groups, boolean weighted) {
    Random random = new Random(seed);
    double[][] x = new double[3][n];
    double[] y = new double[n];
    double[] w = weighted ? new double[n] : null;
    for (int i = 0; i < n; i++) {
      x[0][i] = 1;
      x[1][i] = 50 + 10 * random.nextGaussian();
      x[2][i] = random.nextInt(2);
      y[i] = 100 + 3 * random.nextGaussian() + x[2][i];
      if (weighted) {
        w[i] = 0.5 + random.nextDouble();
      }
    }
    List<RandomEffectsTerm> terms = new ArrayList<>();
    int[] finest = new int[n];
    for (int i = 0; i < n; i++) {
      finest[i] = i < groups[0][0] ? i : random.nextInt(groups[0][0]);
    }
    for (int g = 0; g < groups.length; g++) {
      int levels = Math.abs(groups[g][0]);
      int[] index = new int[n];
      for (int i = 0; i < n; i++) {
        index[i] =
            g == 0
                ? finest[i]
                : groups[g][0] < 0 ? finest[i] % levels : i < levels ? i : random.nextInt(levels);
        if (name.equals("fully crossed")) {
          index[i] = g == 0 ? i % levels : i / groups[0][0];
        }
      }
      int k = groups[g][1];
      double[][] z = new double[k][n];
      List<String> effects = new ArrayList<>();
      for (int a = 0; a < k; a++) {
        effects.add("e" + a);
        for (int i = 0; i < n; i++) {
          z[a][i] = a == 0 ? 1 : a == 1 ? x[1][i] : random.nextGaussian();
        }
      }
      List<String> labels = new ArrayList<>();
      for (int l = 0; l < levels; l++) {
        labels.add("l" + l);
      }
      for (int i = 0; i < n; i++) {
        y[i] += 2 * Math.sin(index[i] * 7.0 + g);
      }
      terms.add(
          new RandomEffectsTerm(
              new ModelMatrix(n, z, effects, new int[k], List.of()),
              new GroupingFactor("g" + g, index, labels),
              true));
    }
    ModelMatrix fixed = new ModelMatrix(n, x, List.of("1", "x", "d"), new int[3], List.of());
    return new Structure(name, List.of(new MixedModelData(y, fixed, terms, w, null)));
  }

  private static double[] randomTheta(ProfiledDeviance f, Random random) {
    double[] theta = f.start();
    for (int i = 0; i < theta.length; i++) {
      theta[i] = theta[i] == 0 ? 0.4 * random.nextGaussian() : 0.1 + 1.2 * random.nextDouble();
    }
    return theta;
  }

  @ParameterizedTest
  @MethodSource("structures")
  void gradientIsTheDerivative(Structure s) {
    CrossProducts a = new CrossProducts(s.get());
    for (boolean reml : new boolean[] {false, true}) {
      ProfiledDeviance f = new ProfiledDeviance(a, reml);
      Random random = new Random(42);
      for (int repeat = 0; repeat < 50; repeat++) {
        double[] theta = randomTheta(f, random);
        double[] gradient = new double[theta.length];
        f.evaluate(theta, gradient);
        double size = 1;
        for (double v : gradient) {
          size = Math.max(size, Math.abs(v));
        }
        for (int i = 0; i < theta.length; i++) {
          assertEquals(difference(f, theta, i), gradient[i], 1e-6 * size, s + " theta " + i);
        }
      }
    }
  }

  /** Central difference of fourth order. */
  private static double difference(ProfiledDeviance f, double[] theta, int i) {
    double h = 1e-4;
    double[] v = new double[4];
    double[] shift = {h, -h, 2 * h, -2 * h};
    for (int t = 0; t < 4; t++) {
      double[] there = theta.clone();
      there[i] += shift[t];
      v[t] = f.value(there);
    }
    return (8 * (v[0] - v[1]) - (v[2] - v[3])) / (12 * h);
  }

  @ParameterizedTest
  @MethodSource("structures")
  void criterionIsThatOfTheMarginalNormal(Structure s) {
    CrossProducts a = new CrossProducts(s.get());
    for (boolean reml : new boolean[] {false, true}) {
      ProfiledDeviance f = new ProfiledDeviance(a, reml);
      double[] theta = randomTheta(f, new Random(7));
      assertEquals(
          MarginalNormal.criterion(s.get(), f, theta), f.value(theta), 1e-9 * s.get().rows());
    }
  }

  @ParameterizedTest
  @MethodSource("structures")
  void orderOfCallsDoesNotMatter(Structure s) {
    ProfiledDeviance f = new ProfiledDeviance(new CrossProducts(s.get()), true);
    double[] theta = randomTheta(f, new Random(3));
    double[] other = randomTheta(f, new Random(4));
    double[] g1 = new double[theta.length];
    double[] g2 = new double[theta.length];
    double first = f.evaluate(theta, g1);
    f.evaluate(other, g2);
    f.value(theta);
    assertEquals(first, f.evaluate(theta, g2));
    org.junit.jupiter.api.Assertions.assertArrayEquals(g1, g2);
  }

  @Test
  void signOfAColumnMeansNothing() {
    ProfiledDeviance f =
        new ProfiledDeviance(
            new CrossProducts(structures().skip(1).findFirst().orElseThrow().get()), true);
    double value = f.value(new double[] {0.5, 0.3, 0.2});
    assertEquals(value, f.value(new double[] {-0.5, -0.3, 0.2}), 1e-9);
    assertTrue(Math.abs(value - f.value(new double[] {-0.5, 0.3, 0.2})) > 1e-3);
  }
}
