package dev.henderson.stats.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.FrameColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.NumericColumn;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A matrix of 1,000,000 rows and 403 columns: 3.2 GB if it were written out. */
class LargeDesignTest {
  private static final int ROWS = 1_000_000;

  private static ModelFrame frame() {
    SplittableRandom random = new SplittableRandom(1);
    LinkedHashMap<String, FrameColumn> columns = new LinkedHashMap<>();
    int[] sizes = {10, 8, 5};
    for (int f = 0; f < sizes.length; f++) {
      int k = sizes[f];
      int[] codes = random.ints(ROWS, 0, k).toArray();
      String name = "abc".substring(f, f + 1);
      columns.put(
          name,
          CategoricalColumn.of(
              codes, IntStream.range(0, k).mapToObj(i -> name + i).toList(), false));
    }
    columns.put("x", NumericColumn.of(random.doubles(ROWS).toArray()));
    columns.put("y", NumericColumn.of(random.doubles(ROWS).toArray()));
    return ModelFrame.of("large", columns);
  }

  @Test
  void isBuiltInTimeAndMemory() {
    ModelFrame frame = frame();
    Formula formula = Formula.parse("y ~ a*b*c + poly(x,3)");
    Runtime vm = Runtime.getRuntime();
    System.gc();
    long before = vm.totalMemory() - vm.freeMemory();
    long start = System.nanoTime();
    DesignBuilder builder = new DesignBuilder(formula, frame, DesignOptions.defaults());
    ModelMatrix x = builder.matrices.build(builder.terms).matrix();
    double[] row = new double[x.columns()];
    double[] sums = new double[x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      x.read().copyRow(i, row, 0);
      for (int j = 0; j < row.length; j++) {
        sums[j] += row[j];
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.gc();
    long bytes = vm.totalMemory() - vm.freeMemory() - before;
    assertEquals(403, x.columns());
    assertEquals(ROWS, sums[0]);
    assertEquals(0, sums[x.columnNames().indexOf("poly(x, 3)2")], 1e-6);
    long matrix = 8L * ROWS * x.columns();
    // Bounds of the plan: 2 s and 2.5 times the matrix; measured far below, so a slow machine
    // passes.
    assertTrue(seconds < 10, seconds + " s to build and read every row");
    assertTrue(bytes < matrix / 10, bytes + " bytes kept");
    int[] at = new int[x.columns()];
    double[] values = new double[x.columns()];
    for (int i = 0; i < 1000; i++) {
      int count = x.read().copyNonZeros(i, at, values);
      assertTrue(count <= 11);
      x.read().copyRow(i, row, 0);
      double sum = 0;
      for (double v : row) {
        sum += v;
      }
      for (int j = 0; j < count; j++) {
        assertEquals(row[at[j]], values[j]);
        assertTrue(j == 0 || at[j] > at[j - 1]);
        sum -= values[j];
      }
      assertEquals(0, sum, 1e-12);
    }
  }
}
