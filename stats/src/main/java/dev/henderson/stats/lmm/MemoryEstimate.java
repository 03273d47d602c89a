package dev.henderson.stats.lmm;

import dev.henderson.stats.design.MixedModelData;

/** How much memory a fit will take, known before anything large is allocated. */
final class MemoryEstimate {
  private static final double MEGABYTE = 1 << 20;

  private MemoryEstimate() {}

  /** An upper bound in bytes: blocks can be no denser than the rows allow. */
  static double bytes(CrossProducts a, MixedModelData data) {
    double tail = a.tailSize();
    double total = 2 * 8 * tail * tail;
    double q = a.randomEffects();
    total += 8 * q * a.width() * 3;
    int count = a.groupings().size();
    for (int g = 0; g < count; g++) {
      Grouping column = a.groupings().get(g);
      total += 3.0 * 8 * column.size() * column.effects;
      for (int h = g + 1; h < count; h++) {
        Grouping row = a.groupings().get(h);
        double blocks = Math.min(data.rows(), (double) column.levels * row.levels);
        total += blocks * (4 + 8.0 * column.effects * row.effects * (g < a.sparse() ? 2 : 1));
      }
    }
    return total;
  }

  /** Throws if the fit will not go into the heap. */
  static void require(CrossProducts a, MixedModelData data) {
    double need = bytes(a, data);
    Runtime runtime = Runtime.getRuntime();
    double free = runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    if (need > runtime.maxMemory() || (need > 0.5 * free && need > 0.95 * freeAfterCleaning())) {
      throw new FitException(
          String.format(
              java.util.Locale.ROOT,
              "This fit needs about %.0f MB, and the Java heap has %.0f MB. The crossed groupings"
                  + " after %s have %d random effects, whose matrix is dense. Start the kernel with"
                  + " more memory (-Xmx), or use fewer levels.",
              need / MEGABYTE,
              runtime.maxMemory() / MEGABYTE,
              a.groupings().get(0).factor.name(),
              a.tailSize()));
    }
  }

  private static double freeAfterCleaning() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }
}
