package dev.henderson.stats.criterion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which groupings can be eliminated first without any fill in the factor. */
final class Elimination {
  private Elimination() {}

  /**
   * The chain of groupings, each nested in the next, with the most random effects, finest first.
   *
   * <p>Two levels of a coarser grouping of the chain never share a level of a finer one, so its
   * blocks stay block diagonal when the finer one is eliminated; and what a level of the finer one
   * meets, its parent meets too, so the rows below do not fill either.
   */
  static List<Grouping> leadingChain(List<Grouping> groupings) {
    List<Grouping> best = List.of();
    long bestSize = -1;
    for (Grouping leaf : groupings) {
      List<Grouping> chain = chainFrom(leaf, groupings);
      long size = chain.stream().mapToLong(Grouping::size).sum();
      if (size > bestSize) {
        best = chain;
        bestSize = size;
      }
    }
    return best;
  }

  private static List<Grouping> chainFrom(Grouping leaf, List<Grouping> groupings) {
    List<Grouping> coarser = new ArrayList<>(groupings);
    coarser.removeIf(g -> g == leaf || g.levels > leaf.levels);
    coarser.sort(Comparator.comparingInt(g -> -g.levels));
    List<Grouping> chain = new ArrayList<>(List.of(leaf));
    for (Grouping g : coarser) {
      if (chain.get(chain.size() - 1).factor.isNestedIn(g.factor)) {
        chain.add(g);
      }
    }
    return chain;
  }
}
