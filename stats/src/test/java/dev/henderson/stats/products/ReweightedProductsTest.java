package dev.henderson.stats.products;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.factor.FactorPlan;
import dev.henderson.stats.model.Cancellation;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Products reweighted in place against those made anew. */
class ReweightedProductsTest {
  private static final int ROWS = 800;

  private final MixedModelData data = SimulatedRows.of(ROWS, 100, false, 11);
  private final MixedRows rows = MixedRows.of(data);
  private final CrossProducts start = new CrossProducts(rows, Cancellation.NEVER);
  private final ReweightedProducts reweighted = new ReweightedProducts(rows, start);
  private final double[] weights = new double[ROWS];
  private final double[] response = new double[ROWS];

  private void draw(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROWS; i++) {
      weights[i] = 0.1 + random.nextDouble();
      response[i] = data.response(i) + 2 * random.nextGaussian();
    }
  }

  private MixedModelData changed() {
    return new MixedModelData(response, data.fixed(), data.random(), weights, null);
  }

  @Test
  void numbersAreThoseOfTheSameRowsMadeAnew() {
    CrossProducts products = reweighted.products();
    ProductsMatch.check(start, products, 0);
    for (int round = 0; round < 3; round++) {
      draw(round);
      reweighted.reweight(weights, response, Cancellation.NEVER);
      CrossProducts anew = new CrossProducts(MixedRows.of(changed(), start), Cancellation.NEVER);
      ProductsMatch.check(anew, products, 1e-16);
      assertSame(products, reweighted.products());
    }
    reweighted.reweight(ones(), responses(), Cancellation.NEVER);
    ProductsMatch.check(start, products, 1e-16);
  }

  private static double[] ones() {
    double[] ones = new double[ROWS];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  private double[] responses() {
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = data.response(i);
    }
    return y;
  }

  /** One plan and one workspace serve all weights; scaling in another way changes no estimate. */
  @Test
  void criterionAndCoefficientsAreThoseOfTheModelMadeAnew() {
    CrossProducts products = reweighted.products();
    FactorPlan plan = FactorPlan.of(start, Cancellation.NEVER);
    ProfiledDeviance f = new ProfiledDeviance(products, plan, true, Cancellation.NEVER);
    for (int round = 0; round < 3; round++) {
      draw(round);
      reweighted.reweight(weights, response, Cancellation.NEVER);
      CrossProducts anew = new CrossProducts(changed());
      ProfiledDeviance g = new ProfiledDeviance(anew, true);
      double[] theta = f.start();
      theta[0] = 0.7 + 0.1 * round;
      double expected = g.value(theta);
      assertEquals(expected, f.value(theta), 1e-13 * Math.abs(expected));
      double[] beta = anew.coefficients(g.problem().scaledCoefficients());
      double[] own = products.coefficients(f.problem().scaledCoefficients());
      for (int j = 0; j < beta.length; j++) {
        assertEquals(Double.isNaN(beta[j]), Double.isNaN(own[j]));
        if (!Double.isNaN(beta[j])) {
          assertEquals(beta[j], own[j], 1e-11 * (1 + Math.abs(beta[j])));
        }
      }
    }
  }

  @Test
  void nothingThatGrowsWithTheRowsIsAllocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long me = Thread.currentThread().getId();
    draw(5);
    for (int i = 0; i < 50; i++) {
      reweighted.reweight(weights, response, Cancellation.NEVER);
    }
    long before = threads.getThreadAllocatedBytes(me);
    for (int i = 0; i < 10; i++) {
      reweighted.reweight(weights, response, Cancellation.NEVER);
    }
    long bytes = threads.getThreadAllocatedBytes(me) - before;
    assertTrue(bytes < 10 * ROWS, bytes + " bytes in ten calls over " + ROWS + " rows");
  }

  @Test
  void aPassCanBeEndedAndMadeAnew() {
    draw(6);
    Cancellation now = () -> true;
    assertThrows(CancellationException.class, () -> reweighted.reweight(weights, response, now));
    reweighted.reweight(weights, response, Cancellation.NEVER);
    CrossProducts anew = new CrossProducts(MixedRows.of(changed(), start), Cancellation.NEVER);
    ProductsMatch.check(anew, reweighted.products(), 1e-16);
  }
}
