package dev.henderson.stats.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.CategoricalColumn;
import dev.henderson.stats.frame.FrameColumn;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.NumericColumn;
import dev.henderson.stats.matrix.ModelMatrix;
import java.lang.management.ManagementFactory;
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

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @Test
  void isBuiltAndReadWithoutBeingWrittenOut() {
    ModelFrame frame = frame();
    Formula formula = Formula.parse("y ~ a*b*c + poly(x,3)");
    Runtime vm = Runtime.getRuntime();
    System.gc();
    long before = vm.totalMemory() - vm.freeMemory();
    long allocatedBefore = allocated();
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
    long made = allocated() - allocatedBefore;
    System.gc();
    long kept = vm.totalMemory() - vm.freeMemory() - before;
    assertEquals(403, x.columns());
    assertEquals(ROWS, sums[0]);
    assertEquals(0, sums[x.columnNames().indexOf("poly(x, 3)2")], 1e-6);
    long matrix = 8L * ROWS * x.columns();
    // Seen: 117 MB to build and to read every row, of which 8 MB are kept; of 3.2 GB.
    assertTrue(made < matrix / 10, made + " bytes allocated to build and read every row");
    assertTrue(kept < matrix / 10, kept + " bytes kept");
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
