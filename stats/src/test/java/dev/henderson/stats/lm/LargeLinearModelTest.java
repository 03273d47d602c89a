package dev.henderson.stats.lm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.ModelFrame;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** A model whose rows go by the levels of a factor gives the coefficients its data were made of. */
class LargeLinearModelTest {
  @Test
  void exactDataGiveTheirCoefficients() {
    int n = 60_000;
    Random random = new Random(11);
    double[] x = random.doubles(n).toArray();
    double[] y = new double[n];
    IntColumn g = IntColumn.create("g");
    for (int i = 0; i < n; i++) {
      int level = random.nextInt(40);
      g.append(level);
      y[i] = 3 + 2 * x[i] + level * 0.25 + (level == 7 ? x[i] : 0);
    }
    Table t = Table.create("t", DoubleColumn.create("x", x), g, DoubleColumn.create("y", y));
    LmFit fit = LinearModel.of(Formula.parse("y ~ x * factor(g)"), ModelFrame.of("t", t)).fit();
    assertEquals(80, fit.rank());
    for (int j = 0; j < 80; j++) {
      double expected = j == 0 ? 3 : j == 1 ? 2 : j < 41 ? (j - 1) * 0.25 : j == 47 ? 1 : 0;
      String name = fit.coefficients().names().get(j);
      assertEquals(expected, fit.coefficients().estimate(j), 1e-11, name);
    }
    double sum = 0;
    for (double h : fit.leverage()) {
      sum += h;
    }
    assertEquals(80, sum, 1e-8);
  }
}
