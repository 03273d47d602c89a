package dev.henderson.stats.products;

import dev.henderson.stats.model.FitException;
import java.util.List;
import java.util.Locale;

/** How much memory a fit will take, known before anything large is allocated. */
public final class HeapNeed {
  private static final double MEGABYTE = 1 << 20;

  private HeapNeed() {}

  /** Throws if products will not go into the heap, with the factor's part that has their shape. */
  static void requireProducts(List<Grouping> groupings, int sparse, int width, int rows) {
    double need = products(groupings, sparse, width, rows);
    if (!fits(need)) {
      throw tooMuch(need, " Start Java with more memory (-Xmx), or use fewer levels or effects.");
    }
  }

  /** An upper bound in bytes of all but the tail: blocks can be no denser than the rows allow. */
  private static double products(List<Grouping> groupings, int sparse, int width, int rows) {
    double q = groupings.stream().mapToDouble(Grouping::size).sum();
    double total = 8 * q * width * 3;
    int count = groupings.size();
    for (int g = 0; g < count; g++) {
      Grouping column = groupings.get(g);
      total += 3.0 * 8 * column.size() * column.effects();
      total += 8.0 * rows * (column.effects() - 1);
      for (int h = g + 1; h < count; h++) {
        Grouping row = groupings.get(h);
        double blocks = Math.min(rows, (double) column.levels() * row.levels());
        total += blocks * (4 + 8.0 * column.effects() * row.effects() * (g < sparse ? 2 : 1));
      }
    }
    return total;
  }

  /** Whether so many bytes fit into the heap beside what is there. */
  public static boolean fits(double bytes) {
    Runtime runtime = Runtime.getRuntime();
    double free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    return bytes <= runtime.maxMemory()
        && (bytes <= 0.5 * free || bytes <= 0.95 * freeAfterCleaning());
  }

  /** What to throw where so many bytes do not fit. */
  public static FitException tooMuch(double bytes, String remedy) {
    return new FitException(
        String.format(
                Locale.ROOT,
                "This fit needs about %.0f MB, and the Java heap has %.0f MB.",
                bytes / MEGABYTE,
                Runtime.getRuntime().maxMemory() / MEGABYTE)
            + remedy);
  }

  private static double freeAfterCleaning() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }
}
