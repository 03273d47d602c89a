package dev.henderson.stats.factor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.products.CrossProducts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sparse tail is the dense one, computed where it is not zero. */
class SparseTailTest {
  /** How rows choose a level of a crossed factor. */
  enum Pattern {
    /** Anywhere: fills up. */
    ANYWHERE,
    /** Near the level of the first factor: a band. */
    NEAR,
    /** Near, and one row in twenty anywhere. */
    MOSTLY_NEAR
  }

  record Crossing(String name, int rows, int[] levels, int[] effects, Pattern pattern) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Crossing> crossings() {
    return Stream.of(
        new Crossing("band", 600, new int[] {120, 100}, new int[] {1, 1}, Pattern.NEAR),
        new Crossing("band, slopes", 900, new int[] {90, 80}, new int[] {2, 3}, Pattern.NEAR),
        new Crossing(
            "mostly band", 700, new int[] {150, 120}, new int[] {2, 1}, Pattern.MOSTLY_NEAR),
        new Crossing("full", 400, new int[] {40, 30}, new int[] {1, 2}, Pattern.ANYWHERE),
        new Crossing(
            "three", 800, new int[] {130, 90, 70}, new int[] {1, 2, 1}, Pattern.MOSTLY_NEAR),
        new Crossing(
            "few rows", 150, new int[] {100, 90, 60}, new int[] {1, 1, 1}, Pattern.ANYWHERE),
        new Crossing(
            "nested and crossed",
            900,
            new int[] {160, -40, 90},
            new int[] {2, 1, 2},
            Pattern.NEAR));
  }

  /** A negative number of levels: the first factor is nested in this one. */
  static MixedModelData data(Crossing s) {
    Random random = new Random(s.name().hashCode());
    int n = s.rows();
    double[][] x = new double[2][n];
    double[] y = new double[n];
    int[][] index = new int[s.levels().length][n];
    for (int i = 0; i < n; i++) {
      x[0][i] = 1;
      x[1][i] = random.nextGaussian();
      y[i] = x[1][i] + random.nextGaussian();
      int first = i < s.levels()[0] ? i : random.nextInt(s.levels()[0]);
      index[0][i] = first;
      for (int g = 1; g < index.length; g++) {
        int q = Math.abs(s.levels()[g]);
        boolean far =
            s.pattern() == Pattern.ANYWHERE
                || s.pattern() == Pattern.MOSTLY_NEAR && random.nextInt(20) == 0;
        int near = (int) ((long) first * q / s.levels()[0]) + random.nextInt(3);
        index[g][i] = s.levels()[g] < 0 ? first % q : far ? random.nextInt(q) : near % q;
        if (s.levels()[g] > 0 && i < q && s.pattern() == Pattern.ANYWHERE) {
          index[g][i] = i;
        }
      }
    }
    List<RandomEffectsTerm> terms = new ArrayList<>();
    for (int g = 0; g < index.length; g++) {
      int k = s.effects()[g];
      double[][] z = new double[k][n];
      List<String> names = new ArrayList<>();
      for (int t = 0; t < k; t++) {
        names.add("e" + t);
        for (int i = 0; i < n; i++) {
          z[t][i] = t == 0 ? 1 : random.nextGaussian();
        }
      }
      for (int i = 0; i < n; i++) {
        y[i] += Math.sin(index[g][i] * 7.0 + g);
      }
      List<String> levels =
          IntStream.range(0, Math.abs(s.levels()[g])).mapToObj(l -> "l" + l).toList();
      terms.add(
          new RandomEffectsTerm(
              new ModelMatrix(n, z, names, new int[k], List.of()),
              new GroupingFactor("g" + g, index[g], levels),
              true));
    }
    return new MixedModelData(
        y, new ModelMatrix(n, x, List.of("1", "x"), new int[2], List.of()), terms, null, null);
  }

  private static Tail tail(CrossProducts a) {
    return FactorPlan.of(a, Cancellation.NEVER).newTail(a, Cancellation.NEVER);
  }

  private static double[] blocks(ProfiledDeviance f, int g) {
    return IntStream.range(0, f.crossProducts().diagonalSize(g))
        .mapToDouble(i -> f.problem().inverse().get(g, i))
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void agreesWithTheDenseTail(Crossing s) {
    CrossProducts a = new CrossProducts(data(s));
    assertTrue(a.tailSize() > 0);
    for (boolean reml : new boolean[] {true, false}) {
      ProfiledDeviance dense =
          new ProfiledDeviance(a, FactorPlan.dense(a), reml, Cancellation.NEVER);
      ProfiledDeviance sparse =
          new ProfiledDeviance(a, FactorPlan.sparse(a), reml, Cancellation.NEVER);
      Random random = new Random(5);
      for (int repeat = 0; repeat < 5; repeat++) {
        double[] theta = dense.start();
        for (int i = 0; i < theta.length; i++) {
          theta[i] += 0.5 * random.nextGaussian();
        }
        double[] g1 = new double[theta.length];
        double[] g2 = new double[theta.length];
        double f1 = dense.evaluate(theta, g1);
        double f2 = sparse.evaluate(theta, g2);
        assertEquals(f1, f2, 1e-10 * Math.abs(f1));
        for (int i = 0; i < theta.length; i++) {
          assertEquals(g1[i], g2[i], 1e-10 * Math.max(1, Math.abs(f1)));
        }
        double[] h1 = new double[theta.length * theta.length];
        double[] h2 = new double[theta.length * theta.length];
        dense.information(h1);
        sparse.information(h2);
        assertArrayEquals(h1, h2, 1e-9 * (1 + Math.abs(h1[0])));
        for (int g = 0; g < a.groupings().size(); g++) {
          assertArrayEquals(blocks(dense, g), blocks(sparse, g), 1e-10);
        }
      }
    }
  }

  @Test
  void rowsThatFillEverywhereAreLeftToTheDenseEnd() {
    CrossProducts a = new CrossProducts(data(crossings().skip(3).findFirst().orElseThrow()));
    assertEquals(0, new TailOrdering(a).head);
  }

  @Test
  void bandFillsLittle() {
    CrossProducts a =
        new CrossProducts(
            data(
                new Crossing(
                    "long", 6000, new int[] {1500, 1200}, new int[] {1, 1}, Pattern.NEAR)));
    TailOrdering ordering = new TailOrdering(a);
    assertTrue(SparsePattern.entries(ordering) < 12L * a.tailSize());
    assertTrue(ordering.nodes - ordering.head < 20);
    assertInstanceOf(SparseTail.class, tail(a));
  }

  @Test
  void anywhereIsDense() {
    CrossProducts a =
        new CrossProducts(
            data(
                new Crossing(
                    "large", 12000, new int[] {1000, 800}, new int[] {1, 1}, Pattern.ANYWHERE)));
    assertInstanceOf(DenseTail.class, tail(a));
  }

  /** 40,000 effects in the tail, whose dense matrix would take 25 GB. */
  @Test
  void fitsWhereTheDenseTailWouldNot() {
    CrossProducts a =
        new CrossProducts(
            data(
                new Crossing(
                    "huge", 130_000, new int[] {45_000, 40_000}, new int[] {1, 1}, Pattern.NEAR)));
    FactorPlan plan = FactorPlan.of(a, Cancellation.NEVER);
    assertInstanceOf(SparseTail.class, plan.newTail(a, Cancellation.NEVER));
    ProfiledDeviance f = new ProfiledDeviance(a, plan, true, Cancellation.NEVER);
    double[] theta = {0.7, 0.4};
    double[] gradient = new double[2];
    f.evaluate(theta, gradient);
    for (int i = 0; i < 2; i++) {
      double h = 1e-4;
      double[] above = theta.clone();
      double[] below = theta.clone();
      above[i] += h;
      below[i] -= h;
      double difference = (f.value(above) - f.value(below)) / (2 * h);
      assertEquals(difference, gradient[i], 1e-5 * Math.abs(difference) + 1e-2);
    }
  }
}
