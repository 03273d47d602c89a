package dev.henderson.stats.criterion;

import dev.henderson.stats.design.MixedModelData;
import dev.henderson.stats.model.FitException;

/** How much memory a fit will take, known before anything large is allocated. */
final class MemoryEstimate {
  private static final double MEGABYTE = 1 << 20;

  private MemoryEstimate() {}

  /** An upper bound in bytes of all but the tail: blocks can be no denser than the rows allow. */
  static double withoutTail(CrossProducts a, MixedModelData data) {
    double q = a.randomEffects();
    double total = 8 * q * a.width() * 3;
    int count = a.groupings().size();
    for (int g = 0; g < count; g++) {
      Grouping column = a.groupings().get(g);
      total += 3.0 * 8 * column.size() * column.effects;
      total += 8.0 * data.rows() * (column.effects - 1);
      for (int h = g + 1; h < count; h++) {
        Grouping row = a.groupings().get(h);
        double blocks = Math.min(data.rows(), (double) column.levels * row.levels);
        total += blocks * (4 + 8.0 * column.effects * row.effects * (g < a.sparse() ? 2 : 1));
      }
    }
    return total;
  }

  /** Bytes of a dense triangle and its inverse. */
  static double denseTail(double size) {
    return 2 * 8 * size * size;
  }

  /** Whether so many bytes fit into the heap beside what is there. */
  static boolean fits(double bytes) {
    Runtime runtime = Runtime.getRuntime();
    double free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    return bytes <= runtime.maxMemory()
        && (bytes <= 0.5 * free || bytes <= 0.95 * freeAfterCleaning());
  }

  /** Throws if the cross products will not go into the heap. */
  static void require(CrossProducts a, MixedModelData data) {
    double need = withoutTail(a, data);
    if (!fits(need)) {
      throw new FitException(
          sentence(need) + " Start Java with more memory (-Xmx), or use fewer levels or effects.");
    }
  }

  /** Throws if the tail will not go into the heap. */
  static void requireTail(CrossProducts a, double need) {
    if (!fits(need)) {
      throw new FitException(
          sentence(need)
              + String.format(
                  java.util.Locale.ROOT,
                  " The crossed groupings after %s have %d random effects, whose matrix fills up."
                      + " Start Java with more memory (-Xmx), or use fewer levels.",
                  a.groupings().get(0).factor.name(),
                  a.tailSize()));
    }
  }

  private static String sentence(double need) {
    return String.format(
        java.util.Locale.ROOT,
        "This fit needs about %.0f MB, and the Java heap has %.0f MB.",
        need / MEGABYTE,
        Runtime.getRuntime().maxMemory() / MEGABYTE);
  }

  private static double freeAfterCleaning() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }
}
