package dev.henderson.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.design.HypothesisType;
import dev.henderson.stats.frame.ChangedTableException;
import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.frame.FactorColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.TableNumbers;
import dev.henderson.stats.lm.RobustVariance;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Fits whose table is changed in place afterwards: what they say is right, or they say why not. */
class ChangedTableTest {
  private static final int N = 1 << 16;

  /** Large enough to be read in place: x, k whole numbers, g levels, y. */
  private static Table large() {
    Random random = new Random(5);
    double[] x = random.doubles(N, -1, 1).toArray();
    int[] k = random.ints(N, 0, 9).toArray();
    double[] y = new double[N];
    String[] g = new String[N];
    for (int i = 0; i < N; i++) {
      int level = random.nextInt(12);
      g[i] = "g" + level;
      y[i] = 1 + x[i] + 0.1 * k[i] + 0.2 * level + random.nextGaussian();
    }
    return Table.create(
        "d",
        DoubleColumn.create("x", x),
        IntColumn.create("k", k),
        StringColumn.create("g", g),
        DoubleColumn.create("y", y));
  }

  private static void refuses(String column, Executable work) {
    ChangedTableException e = assertThrows(ChangedTableException.class, work);
    assertEquals(column, e.column());
    assertTrue(e.getMessage().startsWith("Column " + column + " of d was changed"));
    assertTrue(e.getMessage().contains("d.copy()"), e.getMessage());
  }

  @Test
  void onlyLargeColumnsStayInTheTable() {
    Table t = large();
    for (String name : List.of("x", "k")) {
      var numbers = (dev.henderson.stats.frame.NumericColumn) ModelFrame.of("d", t).column(name);
      assertTrue(numbers.numbers() instanceof TableNumbers, name);
      ModelFrame small = ModelFrame.of("d", t.first(N - 1));
      numbers = (dev.henderson.stats.frame.NumericColumn) small.column(name);
      assertTrue(!(numbers.numbers() instanceof TableNumbers), name);
    }
  }

  @Test
  void whatTheFitHoldsStaysRight() {
    Table t = large();
    Lm fit = Lm.fit("y ~ x + k + g", t);
    Lm same = Lm.fit("y ~ x + k + g", t.copy());
    t.doubleColumn("x").set(77, 5);
    t.doubleColumn("y").set(78, 5);
    assertEquals(same.toString(), fit.toString());
    assertEquals(same.glance().print(), fit.glance().print());
    assertEquals(same.tidy().print(), fit.tidy().print());
    assertEquals(same.confint(0.9), fit.confint(0.9));
    assertEquals(same.anova().rows(), fit.anova().rows());
    assertArrayEquals(same.fitted(), fit.fitted());
    assertArrayEquals(same.residuals(), fit.residuals());
    Table some = t.first(5);
    assertEquals(same.predict(some).print(), fit.predict(some).print());
  }

  @Test
  void whatNeedsTheRowsAgainIsRefused() {
    Table t = large();
    Lm fit = Lm.fit("y ~ x + k * g", t);
    double[] leverage = fit.fit().leverage();
    double x = t.doubleColumn("x").get(77);
    t.doubleColumn("x").set(77, 5);
    refuses("x", () -> fit.fit().leverage());
    refuses("x", fit::influence);
    refuses("x", fit::augment);
    refuses("x", fit::rows);
    refuses("x", () -> fit.robust(RobustVariance.Kind.HC3));
    refuses("x", () -> fit.anova(HypothesisType.III));
    refuses("x", () -> fit.explain("m"));
    refuses("x", () -> EmmMeans.of(fit, "~ g"));
    refuses("x", () -> Lm.fit(fit.fit().design().formula(), fit.fit().design().frame(), options()));
    t.doubleColumn("x").set(77, x);
    assertArrayEquals(leverage, fit.fit().leverage());
    assertEquals(N, fit.augment().rowCount());
    // A column that is a part of an interaction, of whole numbers.
    t.intColumn("k").set(3, 100);
    refuses("k", () -> fit.fit().leverage());
  }

  private static dev.henderson.stats.design.DesignOptions options() {
    return dev.henderson.stats.design.DesignOptions.defaults();
  }

  /** Changes that simpler checksums do not see. */
  @ParameterizedTest
  @ValueSource(strings = {"one", "last", "swapped", "negated", "missing", "sorted", "cleared"})
  void everyChangeIsSeen(String change) {
    Table t = large();
    Lm fit = Lm.fit("y ~ x", t);
    DoubleColumn x = t.doubleColumn("x");
    Consumer<DoubleColumn> done =
        switch (change) {
          case "one" -> c -> c.set(0, Math.nextUp(c.getDouble(0)));
          case "last" -> c -> c.set(N - 1, Math.nextDown(c.getDouble(N - 1)));
          case "swapped" ->
              c -> {
                double first = c.getDouble(4);
                c.set(4, c.getDouble(8));
                c.set(8, first);
              };
          case "negated" -> c -> IntStream.range(0, N).forEach(i -> c.set(i, -c.getDouble(i)));
          case "missing" -> c -> c.setMissing(9);
          case "sorted" -> DoubleColumn::sortAscending;
          default -> DoubleColumn::clear;
        };
    done.accept(x);
    refuses("x", () -> fit.fit().leverage());
  }

  @Test
  void rowsAddedLaterDoNotMatter() {
    Table t = large();
    Lm fit = Lm.fit("y ~ x + g", t);
    double[] leverage = fit.fit().leverage();
    t.append(t.first(10));
    assertArrayEquals(leverage, fit.fit().leverage());
    assertEquals(N, fit.augment().rowCount());
  }

  @Test
  void mixedModelsAsWell() {
    Table t = large();
    Lmer fit = Lmer.fit("y ~ x + (x | g)", t);
    String summary = fit.toString();
    t.doubleColumn("x").set(77, 5);
    assertEquals(summary, fit.toString());
    refuses("x", fit::augment);
    refuses("x", fit::varianceShares);
    refuses("x", () -> fit.simulate(1, 1));
    refuses("x", () -> dev.henderson.stats.lmm.Shrinkage.of(fit.fit(), 0));
  }

  @Test
  void aSmallTableIsCopiedButItsRowsAreNotShownChanged() {
    Table t = Dataset.find("warpbreaks").orElseThrow().load();
    t.setName("d");
    t.addColumns(FactorColumn.of(t.column("tension")).setName("own"));
    Lm fit = Lm.fit("breaks ~ wool + own", t);
    Lm same = Lm.fit("breaks ~ wool + own", t.copy());
    t.intColumn("breaks").set(0, 1000);
    refuses("breaks", fit::augment);
    refuses("breaks", () -> fit.explain("m"));
    assertArrayEquals(same.influence().leverage(), fit.influence().leverage());
    assertArrayEquals(same.influence().cooksDistance(), fit.influence().cooksDistance());
    assertEquals(
        same.robust(RobustVariance.Kind.HC3).toString(),
        fit.robust(RobustVariance.Kind.HC3).toString());
  }

  @Test
  void changedLevelsAreSeen() {
    Table t = Table.create("d");
    t.addColumns(
        DoubleColumn.create("y", 1, 2, 4, 3, 6, 5),
        StringColumn.create("s", "a", "b", "a", "b", "a", "b"),
        StringColumn.create("other", "a", "b", "c", "d", "e", "f"));
    Lm fit = Lm.fit("y ~ s", t);
    t.stringColumn("other").set(0, "z");
    t.stringColumn("s").append("a new level, later");
    t.stringColumn("other").append("h");
    t.doubleColumn("y").append(7);
    assertEquals(6, fit.augment().rowCount());
    t.stringColumn("s").set(1, "a");
    refuses("s", fit::augment);
  }
}
