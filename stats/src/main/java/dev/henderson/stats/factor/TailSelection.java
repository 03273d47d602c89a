package dev.henderson.stats.factor;

import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.products.CrossBlock;
import dev.henderson.stats.products.CrossProducts;
import dev.henderson.stats.products.HeapNeed;

/**
 * Chooses between a dense and a sparse tail, from the pattern alone.
 *
 * <p>A sparse tail is taken when it saves half of the operations, those on sparse rows counted
 * several times because they go through an index; or when it is the one that fits into the heap.
 */
final class TailSelection {
  /** Below this size a dense tail costs too little to look further. */
  private static final int SMALL = 600;

  /** The part of the dense triangle that the sparse rows may fill before the order is given up. */
  private static final double FILL = 0.5;

  /** Operations of a sparse row per squared entry: factor and inverse, each slower than dense. */
  private static final double SLOWNESS = 12;

  /** Two values, a column, and the lists of rows that touch it. */
  private static final double BYTES_PER_ENTRY = 28;

  /** The order and pattern of a sparse tail; null where the tail is dense. */
  private final SparsePattern pattern;

  private final double bytes;

  private TailSelection(SparsePattern pattern, double bytes) {
    this.pattern = pattern;
    this.bytes = bytes;
  }

  static TailSelection dense(CrossProducts a) {
    return new TailSelection(null, TailMemory.dense(a.tailSize()));
  }

  static TailSelection sparse(CrossProducts a) {
    return new TailSelection(new SparsePattern(a, new TailOrdering(a), Cancellation.NEVER), 0);
  }

  /**
   * The choice for these cross products; it holds for any border.
   *
   * @throws FitException if neither fits into the heap
   */
  static TailSelection of(CrossProducts a, Cancellation cancellation) {
    double dense = TailMemory.dense(a.tailSize());
    boolean fits = HeapNeed.fits(dense);
    if (fits && (a.tailSize() < SMALL || surelyFull(a))) {
      return new TailSelection(null, dense);
    }
    double triangle = 0.5 * a.tailSize() * (a.tailSize() + 1.0);
    double limit = fits ? FILL * triangle : Runtime.getRuntime().maxMemory() / BYTES_PER_ENTRY;
    TailOrdering ordering = new TailOrdering(a, limit, cancellation);
    if (ordering.tooFull()) {
      TailMemory.require(a, dense);
      return new TailSelection(null, dense);
    }
    double entries = SparsePattern.entries(ordering);
    double end = 0;
    for (int t = ordering.head; t < ordering.nodes; t++) {
      end += ordering.effects(ordering.order[t]);
    }
    double operations = Math.pow(end, 3) + SLOWNESS * SparsePattern.squares(ordering);
    if (fits && operations > 0.5 * Math.pow(a.tailSize(), 3)) {
      return new TailSelection(null, dense);
    }
    double need = TailMemory.dense(end) + BYTES_PER_ENTRY * entries + 4 * SparsePattern.pairs(a);
    TailMemory.require(a, Math.min(need, dense));
    return need < dense
        ? new TailSelection(new SparsePattern(a, ordering, cancellation), need)
        : new TailSelection(null, dense);
  }

  /**
   * A new tail for these cross products or others with the same random effects.
   *
   * @throws FitException if it does not fit into the heap
   */
  Tail tail(CrossProducts a, Cancellation cancellation) {
    TailMemory.require(a, bytes);
    return pattern == null ? new DenseTail(a, cancellation) : new SparseTail(pattern, cancellation);
  }

  /** Whether one column of the chain alone joins more of the tail than a sparse factor may hold. */
  private static boolean surelyFull(CrossProducts a) {
    double limit = Math.sqrt(FILL) * a.tailSize();
    for (int g = 0; g < a.sparse(); g++) {
      for (int c = 0; c < a.groupings().get(g).levels(); c++) {
        double rows = 0;
        for (int h = a.sparse(); h < a.groupings().size(); h++) {
          CrossBlock block = a.cross(g, h);
          rows += (block.start(c + 1) - block.start(c)) * (double) block.rowEffects();
        }
        if (rows > limit) {
          return true;
        }
      }
    }
    return false;
  }
}
