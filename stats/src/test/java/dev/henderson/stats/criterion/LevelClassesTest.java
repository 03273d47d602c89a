package dev.henderson.stats.criterion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.lmm.ReferenceModel;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.products.CrossProducts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Gathering equal levels changes the cost of an evaluation, not its result. */
class LevelClassesTest {
  /** Groups of 3 to 6 rows at times 0, 1, ..., with random intercepts or slopes. */
  static MixedModelData grouped(int levels, int effects, boolean balanced) {
    Random random = new Random(20261122);
    List<double[]> rows = new ArrayList<>();
    List<Integer> group = new ArrayList<>();
    for (int l = 0; l < levels; l++) {
      double u = random.nextGaussian();
      double v = 0.3 * random.nextGaussian();
      int size = balanced ? 10 : 3 + random.nextInt(4);
      for (int t = 0; t < size; t++) {
        double y = 5 + u + (0.5 + (effects > 1 ? v : 0)) * t + random.nextGaussian();
        rows.add(new double[] {1, t, random.nextGaussian(), y});
        group.add(l);
      }
    }
    int n = rows.size();
    double[][] columns = new double[4][n];
    int[] index = new int[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < 4; j++) {
        columns[j][i] = rows.get(i)[j];
      }
      index[i] = group.get(i);
    }
    List<String> labels = new ArrayList<>();
    for (int l = 0; l < levels; l++) {
      labels.add("l" + l);
    }
    List<String> names = List.of("(Intercept)", "t", "x");
    double[][] z = {columns[0], columns[1]};
    return new MixedModelData(
        columns[3],
        new ModelMatrix(
            n, new double[][] {columns[0], columns[1], columns[2]}, names, new int[3], List.of()),
        List.of(
            new RandomEffectsTerm(
                new ModelMatrix(
                    n,
                    java.util.Arrays.copyOf(z, effects),
                    names.subList(0, effects),
                    new int[effects],
                    List.of()),
                new GroupingFactor("g", index, labels),
                true)),
        null,
        null);
  }

  @Test
  void sameCriterionGradientAndInformation() {
    for (int effects = 1; effects <= 2; effects++) {
      CrossProducts a = new CrossProducts(grouped(400, effects, false));
      assertEquals(4, LevelClasses.of(a).count());
      for (boolean reml : new boolean[] {false, true}) {
        ProfiledDeviance f = new ProfiledDeviance(a, reml);
        double[] theta = effects == 1 ? new double[] {0.7} : new double[] {0.8, -0.2, 0.3};
        int m = theta.length;
        double[] gradient = new double[m];
        double[] information = new double[m * m];
        double value = f.evaluate(theta, gradient);
        f.information(information);
        double[] plainGradient = new double[m];
        double[] plainInformation = new double[m * m];
        double plain = f.evaluateParts(theta, reml ? 0 : a.rank());
        f.gradient(f.nu(), plainGradient);
        f.information(plainInformation);
        assertEquals(plain, value, 1e-11 * Math.abs(plain));
        assertArrayEquals(plainGradient, gradient, 1e-8);
        assertArrayEquals(plainInformation, information, 1e-7);
        assertEquals(plain, f.value(theta), 1e-11 * Math.abs(plain));
      }
    }
  }

  @Test
  void onlyWhereItGains() {
    assertNotNull(LevelClasses.of(new CrossProducts(grouped(200, 1, true))));
    assertNull(LevelClasses.of(new CrossProducts(grouped(20, 2, false))));
    assertNull(LevelClasses.of(new CrossProducts(ReferenceModel.of("penicillin").model().data())));
  }
}
