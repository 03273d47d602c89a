package dev.henderson.stats.factor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.criterion.ProfiledDeviance;
import dev.henderson.stats.factor.SparseTailTest.Crossing;
import dev.henderson.stats.factor.SparseTailTest.Pattern;
import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.MixedRows;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An evaluation can be ended at any block of its work, and leaves nothing wrong behind. */
class CancellationTest {
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int end = Integer.MAX_VALUE;
  private final Cancellation wish = () -> asked.incrementAndGet() > end;

  @ParameterizedTest
  @EnumSource(Pattern.class)
  void theNextEvaluationIsAsIfNothingHadBeen(Pattern pattern) {
    Crossing crossing =
        new Crossing("large", 6000, new int[] {1000, 700}, new int[] {1, 1}, pattern);
    CrossProducts a = new CrossProducts(MixedRows.of(SparseTailTest.data(crossing)), wish);
    assertTrue(asked.get() > 5, "the rows are watched");
    double[] theta = {0.8, 0.5};
    double[] expected = new double[2];
    double value = new ProfiledDeviance(a, true).evaluate(theta, expected);

    ProfiledDeviance f = new ProfiledDeviance(a, FactorPlan.of(a, wish), true, wish);
    asked.set(0);
    f.evaluate(theta, new double[2]);
    int checks = asked.get();
    assertTrue(checks > 30, "looked at " + checks + " times only");
    for (int part = 1; part < 10; part++) {
      asked.set(0);
      end = part * checks / 10;
      double[] other = {0.3 + 0.01 * part, 0.9};
      assertThrows(CancellationException.class, () -> f.evaluate(other, new double[2]));
      end = Integer.MAX_VALUE;
      double[] gradient = new double[2];
      assertEquals(value, f.evaluate(theta, gradient));
      assertArrayEquals(expected, gradient);
    }
  }
}
