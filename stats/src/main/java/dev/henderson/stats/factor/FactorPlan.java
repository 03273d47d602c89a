package dev.henderson.stats.factor;

import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.model.FitException;
import dev.henderson.stats.products.CrossBlock;
import dev.henderson.stats.products.CrossProducts;

/**
 * What a factor will look like, found once from where the levels of the groupings meet: it holds
 * for all products of these random effects, whatever their numbers and their border. Immutable.
 */
public final class FactorPlan {
  private final TailSelection tails;

  /**
   * {@code targets[g][h][h2]}: for each entry of {@code cross(g, h2)} the entry of {@code cross(h,
   * h2)} in the column of its ancestor in h.
   */
  private final int[][][][] targets;

  private FactorPlan(TailSelection tails, int[][][][] targets) {
    this.tails = tails;
    this.targets = targets;
  }

  /**
   * The plan for some products.
   *
   * @throws FitException if no tail would fit into memory
   */
  public static FactorPlan of(CrossProducts a, Cancellation cancellation) {
    return new FactorPlan(TailSelection.of(a, cancellation), targets(a));
  }

  /** A plan with a dense tail, whatever the pattern says. */
  static FactorPlan dense(CrossProducts a) {
    return new FactorPlan(TailSelection.dense(a), targets(a));
  }

  /** A plan with a sparse tail, whatever the pattern says. */
  static FactorPlan sparse(CrossProducts a) {
    return new FactorPlan(TailSelection.sparse(a), targets(a));
  }

  private static int[][][][] targets(CrossProducts a) {
    int groups = a.groupings().size();
    int sparse = a.sparse();
    int[][][][] result = new int[sparse][sparse][groups][];
    for (int g = 0; g < sparse; g++) {
      for (int h = g + 1; h < sparse; h++) {
        CrossBlock up = a.cross(g, h);
        for (int h2 = h + 1; h2 < groups; h2++) {
          CrossBlock to = a.cross(h, h2);
          CrossBlock from = a.cross(g, h2);
          int[] map = new int[from.entries()];
          for (int c = 0; c < from.columns(); c++) {
            int parent = up.level(up.start(c));
            for (int e = from.start(c); e < from.start(c + 1); e++) {
              map[e] = to.find(parent, from.level(e));
            }
          }
          result[g][h][h2] = map;
        }
      }
    }
    return result;
  }

  /**
   * A new tail for a factor.
   *
   * @throws FitException if it does not fit into memory
   */
  Tail newTail(CrossProducts a, Cancellation cancellation) {
    return tails.tail(a, cancellation);
  }

  /** Where entries below the chain go; the array itself. */
  int[][][][] targets() {
    return targets;
  }
}
