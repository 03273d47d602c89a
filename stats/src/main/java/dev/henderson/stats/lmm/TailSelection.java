package dev.henderson.stats.lmm;

import dev.henderson.stats.linalg.DenseKernels;

/**
 * Chooses between a dense and a sparse tail, from the pattern alone.
 *
 * <p>Dense kernels do an operation some ten times faster than sparse rows can, so a sparse tail
 * must save more than that; or it is the one that fits into the heap.
 */
final class TailSelection {
  /** Below this size a dense tail costs too little to look further. */
  private static final int SMALL = 600;

  /** The part of the dense triangle that a sparse factor may fill. */
  private static final double FILL = 0.15;

  /** Two values, a column, and the lists of rows that touch it. */
  private static final double BYTES_PER_ENTRY = 28;

  private TailSelection() {}

  /**
   * A tail for these cross products.
   *
   * @throws FitException if neither fits into the heap
   */
  static Tail of(CrossProducts a) {
    double dense = MemoryEstimate.denseTail(a.tailSize());
    boolean fits = MemoryEstimate.fits(dense);
    if (fits && (a.tailSize() < SMALL || surelyFull(a))) {
      return new DenseTail(a, DenseKernels.PLAIN);
    }
    double triangle = 0.5 * a.tailSize() * (a.tailSize() + 1.0);
    double limit = fits ? FILL * triangle : Runtime.getRuntime().maxMemory() / BYTES_PER_ENTRY;
    TailOrdering ordering = new TailOrdering(a, limit);
    if (ordering.tooFull()) {
      MemoryEstimate.requireTail(a, dense);
      return new DenseTail(a, DenseKernels.PLAIN);
    }
    double entries = SparsePattern.entries(ordering);
    double end = 0;
    for (int t = ordering.head; t < ordering.nodes; t++) {
      end += ordering.effects(ordering.order[t]);
    }
    if (fits && entries + 0.5 * end * end > limit) {
      return new DenseTail(a, DenseKernels.PLAIN);
    }
    double need =
        MemoryEstimate.denseTail(end) + BYTES_PER_ENTRY * entries + 4 * SparsePattern.pairs(a);
    MemoryEstimate.requireTail(a, Math.min(need, dense));
    return need < dense
        ? new SparseTail(new SparsePattern(a, ordering), DenseKernels.PLAIN)
        : new DenseTail(a, DenseKernels.PLAIN);
  }

  /** Whether one column of the chain alone joins more of the tail than a sparse factor may hold. */
  private static boolean surelyFull(CrossProducts a) {
    double limit = Math.sqrt(FILL) * a.tailSize();
    for (int g = 0; g < a.sparse(); g++) {
      for (int c = 0; c < a.groupings().get(g).levels; c++) {
        double rows = 0;
        for (int h = a.sparse(); h < a.groupings().size(); h++) {
          CrossBlock block = a.cross(g, h);
          rows += (block.start[c + 1] - block.start[c]) * (double) block.rowEffects;
        }
        if (rows > limit) {
          return true;
        }
      }
    }
    return false;
  }
}
