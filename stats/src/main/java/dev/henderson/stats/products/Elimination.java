package dev.henderson.stats.products;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** In which order groupings are eliminated, and how many of them without any fill. */
final class Elimination {
  /** Whether each level of a grouping lies within one level of another. */
  interface Nesting {
    boolean isNestedIn(int grouping, int other);
  }

  private final List<Integer> order = new ArrayList<>();
  private final int chain;

  Elimination(List<Grouping> groupings, Nesting nesting) {
    order.addAll(leadingChain(groupings, nesting));
    chain = order.size();
    for (int g = 0; g < groupings.size(); g++) {
      if (!order.contains(g)) {
        order.add(g);
      }
    }
  }

  /** The groupings in the order of elimination: the leading chain, then the others. */
  int[] order() {
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /** How many groupings the leading chain has. */
  int chain() {
    return chain;
  }

  /**
   * The chain of groupings, each nested in the next, with the most random effects, finest first.
   *
   * <p>Two levels of a coarser grouping of the chain never share a level of a finer one, so its
   * blocks stay block diagonal when the finer one is eliminated; and what a level of the finer one
   * meets, its parent meets too, so the rows below do not fill either.
   */
  private static List<Integer> leadingChain(List<Grouping> groupings, Nesting nesting) {
    List<Integer> best = List.of();
    long bestSize = -1;
    for (int leaf = 0; leaf < groupings.size(); leaf++) {
      List<Integer> chain = chainFrom(leaf, groupings, nesting);
      long size = chain.stream().mapToLong(g -> groupings.get(g).size()).sum();
      if (size > bestSize) {
        best = chain;
        bestSize = size;
      }
    }
    return best;
  }

  private static List<Integer> chainFrom(int leaf, List<Grouping> groupings, Nesting nesting) {
    List<Integer> coarser = new ArrayList<>();
    for (int g = 0; g < groupings.size(); g++) {
      if (g != leaf && groupings.get(g).levels() <= groupings.get(leaf).levels()) {
        coarser.add(g);
      }
    }
    coarser.sort(Comparator.comparingInt(g -> -groupings.get(g).levels()));
    List<Integer> chain = new ArrayList<>(List.of(leaf));
    for (int g : coarser) {
      if (nesting.isNestedIn(chain.get(chain.size() - 1), g)) {
        chain.add(g);
      }
    }
    return chain;
  }
}
