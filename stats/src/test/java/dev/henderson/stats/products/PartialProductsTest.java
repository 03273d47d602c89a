package dev.henderson.stats.products;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.model.FitException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments of parts, added up and scaled at the end, against those of scaled rows. */
class PartialProductsTest {
  /** The provisional centres are those of the first rows only. */
  private static RowLayout layout(MixedModelData data, int first) {
    return RowLayout.of(data.select(IntStream.range(0, first).toArray()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 2000, 1e6})
  void addedUpAndScaledTheyAreThoseOfScaledRows(double offset) {
    for (boolean weighted : new boolean[] {false, true}) {
      MixedModelData data = SimulatedRows.of(700, offset, weighted, 1);
      CrossProducts direct = new CrossProducts(data);
      RowLayout layout = layout(data, 60);
      PartialProducts all = new PartialProducts(layout);
      all.addRows(data, 0, 700);
      CrossProducts scaled = all.scaled();
      assertEquals(direct.columns().dropped(), scaled.columns().dropped());
      // The scaled numbers of a row are known to 1e-16 of how far from zero they are as written.
      ProductsMatch.check(direct, scaled, 1e-13 + 1e-15 * offset);
      assertEquals(
          direct.columns().logDeterminantShift(), scaled.columns().logDeterminantShift(), 1e-12);
      sameFit(direct, scaled, offset);
    }
  }

  private static void sameFit(CrossProducts direct, CrossProducts scaled, double offset) {
    double tolerance = 1e-13 + 1e-16 * offset;
    for (boolean reml : new boolean[] {true, false}) {
      ProfiledDeviance f = new ProfiledDeviance(direct, reml);
      ProfiledDeviance g = new ProfiledDeviance(scaled, reml);
      double[] theta = f.start();
      double expected = f.value(theta);
      assertEquals(expected, g.value(theta), tolerance * Math.abs(expected));
      double[] beta = direct.coefficients(f.problem().scaledCoefficients());
      double[] other = scaled.coefficients(g.problem().scaledCoefficients());
      for (int j = 0; j < beta.length; j++) {
        assertEquals(Double.isNaN(beta[j]), Double.isNaN(other[j]));
        if (!Double.isNaN(beta[j])) {
          assertEquals(beta[j], other[j], 1e-10 * (1 + Math.abs(beta[j])), "coefficient " + j);
        }
      }
    }
  }

  /** What a shift is for: without it the squares of years would leave six digits. */
  @Test
  void onlyTheShiftKeepsTheDigits() {
    MixedModelData data = SimulatedRows.of(700, 1e6, false, 2);
    double exact = new CrossProducts(data).xx(1, 1);
    double sum = 0;
    double squares = 0;
    for (double v : data.fixed().column(1)) {
      sum += v;
      squares += v * v;
    }
    PartialProducts parts = new PartialProducts(layout(data, 60));
    parts.addRows(data, 0, 700);
    assertEquals(exact, parts.scaled().xx(1, 1), 1e-10 * exact);
    double variance = variance(data);
    double raw = squares / 700 - sum / 700 * (sum / 700);
    assertTrue(Math.abs(raw - variance) > 1e-6 * variance, "raw moments have lost no digits");
  }

  private static double variance(MixedModelData data) {
    double[] x = data.fixed().column(1);
    double mean = 0;
    for (double v : x) {
      mean += v / x.length;
    }
    double s = 0;
    for (double v : x) {
      s += (v - mean) * (v - mean) / x.length;
    }
    return s;
  }

  @Test
  void neitherOrderNorPartsMatter() {
    MixedModelData data = SimulatedRows.of(900, 2000, true, 3);
    RowLayout layout = layout(data, 40);
    PartialProducts whole = new PartialProducts(layout);
    whole.addRows(data, 0, 900);
    CrossProducts expected = whole.scaled();
    Random random = new Random(4);
    for (int parts : new int[] {2, 7, 60}) {
      List<Integer> order = new ArrayList<>();
      IntStream.range(0, parts).forEach(order::add);
      Collections.shuffle(order, random);
      PartialProducts sum = new PartialProducts(layout);
      for (int part : order) {
        PartialProducts own = new PartialProducts(layout);
        own.addRows(data, part * 900 / parts, (part + 1) * 900 / parts);
        sum.add(own);
      }
      assertEquals(900, sum.rows());
      ProductsMatch.check(expected, sum.scaled(), 2e-15);
    }
  }

  @Test
  void aPartWithoutRowsChangesNothing() {
    MixedModelData data = SimulatedRows.of(300, 0, false, 5);
    RowLayout layout = layout(data, 40);
    PartialProducts sum = new PartialProducts(layout);
    sum.add(new PartialProducts(layout));
    sum.addRows(data, 0, 300);
    sum.add(new PartialProducts(layout));
    ProductsMatch.check(new CrossProducts(data), sum.scaled(), 1e-13);
  }

  /** What is constant in the first rows need not be so in all of them. */
  @Test
  void theFirstRowsMayBeConstant() {
    MixedModelData data = SimulatedRows.of(400, 500, false, 6);
    double[][] x = data.fixed().toColumns();
    for (int i = 0; i < 50; i++) {
      x[2][i] = 1;
    }
    MixedModelData changed = SimulatedRows.withColumns(data, x);
    PartialProducts parts = new PartialProducts(layout(changed, 45));
    parts.addRows(changed, 0, 400);
    ProductsMatch.check(new CrossProducts(changed), parts.scaled(), 1e-12);
  }

  @Test
  void whatCannotBeFittedIsRefused() {
    MixedModelData data = SimulatedRows.of(300, 0, false, 7);
    RowLayout layout = layout(data, 40);
    assertThrows(FitException.class, () -> new PartialProducts(layout).scaled());
    PartialProducts few = new PartialProducts(layout);
    few.addRows(data, 0, 30);
    assertThrows(FitException.class, few::scaled);
    PartialProducts other = new PartialProducts(layout(data, 41));
    assertThrows(IllegalArgumentException.class, () -> few.add(other));
    double[] nan = {1, Double.NaN, 0, 0, 0};
    double[][] z = {{1, 0, 0}, {1}, {1, 0, 0}};
    assertThrows(FitException.class, () -> few.add(nan, 1, 1, z, new int[3]));
    assertArrayEquals(new int[] {30}, new int[] {few.rows()});
  }
}
