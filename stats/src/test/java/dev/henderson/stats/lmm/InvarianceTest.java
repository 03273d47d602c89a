package dev.henderson.stats.lmm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.henderson.stats.design.GroupingFactor;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.design.RandomEffectsTerm;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.ConditionalModes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not matter: the order of rows, the names of levels, the units of variables. */
class InvarianceTest {
  private static final String SLEEP = "sleep-slope";

  /** Takes rows in a new order, renumbers levels, and changes units. */
  private static MixedModelData changed(
      MixedModelData d, int[] rows, long relabel, double slopeScale, double slopeShift) {
    int n = d.rows();
    double[] y = new double[n];
    double[] w = d.hasWeights() ? new double[n] : null;
    for (int i = 0; i < n; i++) {
      y[i] = d.response(rows[i]);
      if (w != null) {
        w[i] = d.weight(rows[i]);
      }
    }
    List<RandomEffectsTerm> terms = new ArrayList<>();
    for (RandomEffectsTerm t : d.random()) {
      int q = t.group().levelCount();
      List<Integer> order = new ArrayList<>(IntStream.range(0, q).boxed().toList());
      Collections.shuffle(order, new Random(relabel));
      String[] labels = new String[q];
      int[] index = new int[n];
      for (int l = 0; l < q; l++) {
        labels[order.get(l)] = t.group().levels().get(l);
      }
      for (int i = 0; i < n; i++) {
        index[i] = order.get(t.group().levelOf(rows[i]));
      }
      terms.add(
          new RandomEffectsTerm(
              changed(t.effects(), rows, slopeScale, slopeShift),
              new GroupingFactor(t.group().name(), index, List.of(labels)),
              t.correlated()));
    }
    return new MixedModelData(y, changed(d.fixed(), rows, slopeScale, slopeShift), terms, w, null);
  }

  private static ModelMatrix changed(ModelMatrix m, int[] rows, double scale, double shift) {
    double[][] x = new double[m.columns()][rows.length];
    for (int j = 0; j < x.length; j++) {
      boolean constant = m.columnNames().get(j).equals("(Intercept)");
      for (int i = 0; i < rows.length; i++) {
        double v = m.read().get(rows[i], j);
        x[j][i] = constant ? v : v * scale + shift;
      }
    }
    return new ModelMatrix(rows.length, x, m.columnNames(), new int[x.length], m.termLabels());
  }

  private static LmmFit fit(MixedModelData d) {
    return LinearMixedModel.of(d).fit();
  }

  private static int[] shuffled(int n) {
    List<Integer> rows = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    Collections.shuffle(rows, new Random(2));
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SLEEP,
        "penicillin",
        "pastes-nested",
        "machines",
        "sleep-weights",
        "cake-num",
        "cake",
        "oats"
      })
  void orderOfRowsAndLevels(String id) {
    MixedModelData d = ReferenceModel.of(id).model().data();
    LmmFit plain = fit(d);
    LmmFit other = fit(changed(d, shuffled(d.rows()), 9, 1, 0));
    assertEquals(plain.criterion(), other.criterion(), 1e-9 * (1 + Math.abs(plain.criterion())));
    assertEquals(plain.sigma(), other.sigma(), 1e-7 * plain.sigma());
    assertArrayEquals(plain.fixef().estimates(), other.fixef().estimates(), 1e-6);
    ConditionalModes a = plain.ranef().get(0);
    ConditionalModes b = other.ranef().get(0);
    for (int l = 0; l < a.levels().size(); l++) {
      int at = b.levels().indexOf(a.levels().get(l));
      assertEquals(a.mode(l, 0), b.mode(at, 0), 1e-5 * plain.sigma());
      assertEquals(a.sd(l, 0), b.sd(at, 0), 1e-5 * plain.sigma());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-3, 1e4, 1e9})
  void scaleOfAPredictor(double scale) {
    MixedModelData d = ReferenceModel.of(SLEEP).model().data();
    int[] same = IntStream.range(0, d.rows()).toArray();
    LmmFit plain = fit(d);
    LmmFit other = fit(changed(d, same, 0, scale, 0));
    // REML depends on the units of X by the logarithm of their determinant, as in R.
    assertEquals(plain.criterion() + 2 * Math.log(scale), other.criterion(), 1e-8);
    assertEquals(plain.fixef().estimate(1), other.fixef().estimate(1) * scale, 1e-8);
    assertEquals(plain.varCorr().get(0).sd(1), other.varCorr().get(0).sd(1) * scale, 1e-5);
    assertEquals(plain.theta()[0], other.theta()[0], 1e-6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-2000, 1e5, 1e7})
  void originOfAPredictor(double shift) {
    MixedModelData d = ReferenceModel.of(SLEEP).model().data();
    int[] same = IntStream.range(0, d.rows()).toArray();
    LmmFit plain = fit(d);
    LmmFit other = fit(changed(d, same, 0, 1, shift));
    assertEquals(plain.criterion(), other.criterion(), 1e-7);
    assertEquals(plain.fixef().estimate(1), other.fixef().estimate(1), 1e-7);
    assertEquals(plain.fixef().standardError(1), other.fixef().standardError(1), 1e-7);
    assertEquals(plain.varCorr().get(0).sd(1), other.varCorr().get(0).sd(1), 1e-5);
    assertArrayEquals(plain.fitted(), other.fitted(), 1e-4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-8, 1, 1e8})
  void unitsOfTheResponse(double scale) {
    MixedModelData d = ReferenceModel.of(SLEEP).model().data();
    double[] y = new double[d.rows()];
    for (int i = 0; i < y.length; i++) {
      y[i] = scale * (d.response(i) + 1e4);
    }
    LmmFit plain = fit(d);
    LmmFit other = fit(new MixedModelData(y, d.fixed(), d.random(), null, null));
    assertArrayEquals(plain.theta(), other.theta(), 1e-6);
    assertEquals(plain.sigma(), other.sigma() / scale, 1e-6);
    assertEquals(plain.fixef().estimate(0) + 1e4, other.fixef().estimate(0) / scale, 1e-6);
    assertEquals(plain.criterion() + (d.rows() - 2) * 2 * Math.log(scale), other.criterion(), 1e-7);
  }

  /** Every column of X and of the random effects but the constant, in units drawn at random. */
  @ParameterizedTest
  @ValueSource(
      strings = {"sleep-slope", "orthodont", "chick", "machines", "cake", "oats", "npk-block"})
  void unitsDrawnAtRandom(String id) {
    MixedModelData d = ReferenceModel.of(id).model().data();
    LmmFit plain = fit(d);
    Random random = new Random(id.hashCode());
    int[] same = IntStream.range(0, d.rows()).toArray();
    for (int draw = 0; draw < 8; draw++) {
      double scale = Math.exp(6 * random.nextGaussian());
      double shift = scale * 100 * random.nextGaussian();
      LmmFit other = fit(changed(d, same, 0, scale, shift));
      String what = id + ", scale " + scale + ", shift " + shift;
      double moved = 2 * Math.log(scale) * (d.fixed().columns() - 1);
      assertEquals(plain.criterion() + moved, other.criterion(), 2e-6, what);
      assertEquals(plain.sigma(), other.sigma(), 1e-5 * plain.sigma(), what);
      assertArrayEquals(plain.fitted(), other.fitted(), 1e-3 * plain.sigma(), what);
      for (int j = 1; j < d.fixed().columns(); j++) {
        double se = plain.fixef().standardError(j);
        assertEquals(plain.fixef().estimate(j), other.fixef().estimate(j) * scale, 1e-4 * se, what);
        assertEquals(se, other.fixef().standardError(j) * scale, 1e-5 * se, what);
      }
    }
  }
}
