package dev.henderson.stats.lm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.henderson.stats.design.DesignOptions;
import dev.henderson.stats.formula.Expression;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.FrameColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.NumericColumn;
import dev.henderson.stats.lmm.LinearMixedModel;
import dev.henderson.stats.lmm.LmmFit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Large columns that stay in their table give, digit for digit, what copied ones give. */
class LargeTableTest {
  private static final int N = 70_001;

  private final Table table = Table.create("d");
  private final LinkedHashMap<String, FrameColumn> copied = new LinkedHashMap<>();

  LargeTableTest() {
    Random random = new Random(23);
    double[] x = random.doubles(N, 1, 2).toArray();
    double[] z = random.doubles(N, 1, 2).toArray();
    double[] w = random.doubles(N, 1, 2).toArray();
    int[] g = random.ints(N, 0, 20).toArray();
    double[] y = new double[N];
    IntColumn k = IntColumn.create("k", N);
    LongColumn l = LongColumn.create("l", N);
    FloatColumn f = FloatColumn.create("f", N);
    ShortColumn s = ShortColumn.create("s", N);
    for (int i = 0; i < N; i++) {
      y[i] = x[i] + Math.log(z[i]) + 0.1 * g[i] + random.nextGaussian();
      k.set(i, random.nextInt(7));
      l.set(i, random.nextInt(1000) * 1_000_000_000_000L);
      f.set(i, random.nextFloat());
      s.set(i, (short) random.nextInt(100));
    }
    for (double[] column : List.of(x, y)) {
      for (int i = 0; i < 50; i++) {
        column[random.nextInt(N)] = Double.NaN;
      }
    }
    k.setMissing(1);
    l.setMissing(2);
    f.setMissing(3);
    s.setMissing(4);
    table.addColumns(DoubleColumn.create("x", x), DoubleColumn.create("z", z));
    table.addColumns(DoubleColumn.create("w", w), DoubleColumn.create("y", y), k, l, f, s);
    for (var column : table.numericColumns()) {
      copied.put(
          column.name(),
          NumericColumn.of(
              IntStream.range(0, N)
                  .mapToDouble(i -> column.isMissing(i) ? Double.NaN : column.getDouble(i))
                  .toArray()));
    }
    List<String> levels = IntStream.range(0, 20).mapToObj(i -> "g" + (char) ('a' + i)).toList();
    table.addColumns(
        StringColumn.create("g", IntStream.of(g).mapToObj(levels::get).toArray(String[]::new)));
    copied.put("g", CategoricalColumn.of(g, levels, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "y ~ x * g + z #  #",
        "y ~ z + g + x:z #  #",
        "y ~ x + log(z) + k + poly(w, 2) #  #",
        "y ~ 0 + l + f + s + factor(k) + offset(z) #  #",
        "y ~ I(x) + z + ns(w, 3) + x:k #  #",
        "y ~ x + z + g # w #",
        "log(z) ~ x + g #  # x > 1.2 & k %in% c(1, 2)",
      })
  void linearModels(String formula, String weights, String subset) {
    DesignOptions options = DesignOptions.defaults();
    options = weights == null ? options : options.withWeights(Expression.parse(weights));
    options = subset == null ? options : options.withSubset(Expression.parse(subset));
    LmFit here = LinearModel.of(Formula.parse(formula), ModelFrame.of("d", table), options).fit();
    LmFit there = LinearModel.of(Formula.parse(formula), ModelFrame.of("d", copied), options).fit();
    assertEquals(there.nobs(), here.nobs());
    assertEquals(there.coefficients().names(), here.coefficients().names());
    for (int i = 0; i < there.coefficients().size(); i++) {
      assertEquals(there.coefficients().estimate(i), here.coefficients().estimate(i));
      for (int j = 0; j <= i; j++) {
        assertEquals(there.coefficients().vcov(i, j), here.coefficients().vcov(i, j));
      }
    }
    assertEquals(there.diagnostics(), here.diagnostics());
    assertArrayEquals(there.residuals(), here.residuals());
    assertArrayEquals(there.fitted(), here.fitted());
    assertArrayEquals(there.leverage(), here.leverage());
    assertArrayEquals(
        RobustVariance.covariance(there, RobustVariance.Kind.HC3),
        RobustVariance.covariance(here, RobustVariance.Kind.HC3));
    int[] last = {here.design().matrix().columns() - 1, 0};
    assertArrayEquals(
        there.design().matrix().select(last).toColumns(),
        here.design().matrix().select(last).toColumns());
    assertEquals(there.design().estimability().rank(), here.design().estimability().rank());
  }

  @Test
  void mixedModels() {
    Formula formula = Formula.parse("y ~ x + k + (z | g)");
    LmmFit here = LinearMixedModel.of(formula, ModelFrame.of("d", table)).fit();
    LmmFit there = LinearMixedModel.of(formula, ModelFrame.of("d", copied)).fit();
    assertEquals(there.logLik(), here.logLik());
    for (int i = 0; i < 3; i++) {
      assertEquals(there.fixef().estimate(i), here.fixef().estimate(i));
    }
    assertArrayEquals(there.fitted(), here.fitted());
    int[] rows = IntStream.iterate(here.nobs() - 1, i -> i >= 0, i -> i - 7).toArray();
    assertArrayEquals(
        there.data().fixed().selectRows(rows).toColumns(),
        here.data().fixed().selectRows(rows).toColumns());
  }
}
