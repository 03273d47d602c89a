package dev.henderson.stats.factor;

import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.products.CrossBlock;
import dev.henderson.stats.products.CrossProducts;
import java.util.Arrays;

/**
 * An order of the tail's levels in which its factor fills little, and that factor's pattern.
 *
 * <p>Minimum degree on the graph of levels [Amestoy 1996]: a level is joined with those that share
 * a column of the chain or a cross product with it; the one with the fewest neighbours goes first
 * and leaves its neighbours joined. The columns of the chain are elements of that quotient graph
 * from the start, so the graph of the Schur complement is never formed. When what remains is more
 * than half full it is left as a dense end.
 */
final class TailOrdering {
  private final CrossProducts a;
  private final int first;

  /** The first node of each grouping of the tail; one more at the end. */
  private final int[] nodeOffset;

  final int nodes;

  /** Levels in the order of elimination, the dense end last. */
  final int[] order;

  /** For each level of the head, those after it that its row of the factor meets. */
  final int[][] later;

  /** Levels before the dense end. */
  final int head;

  /** Whether the factor would have more entries than it may, and the order is unfinished. */
  private boolean tooFull;

  private final double limit;
  private final Cancellation cancellation;

  // The quotient graph: elements are columns of the chain and eliminated levels.
  private int[][] elements;
  private boolean[] absorbed;
  private int elementCount;
  private final int[][] adjacentElements;
  private final int[] adjacentElementCount;
  private final int[][] adjacentLevels;
  private final int[] degree;
  private final boolean[] eliminated;

  // Levels by degree, in doubly linked lists.
  private final int[] listHead;
  private final int[] next;
  private final int[] previous;

  private final int[] mark;
  private int stamp;

  /** An order, however full the factor. */
  TailOrdering(CrossProducts a) {
    this(a, Double.POSITIVE_INFINITY, Cancellation.NEVER);
  }

  /**
   * An order, given up as soon as the head of the factor would have more entries than the limit.
   */
  TailOrdering(CrossProducts a, double limit, Cancellation cancellation) {
    this.a = a;
    this.cancellation = cancellation;
    this.limit = limit;
    first = a.sparse();
    int groups = a.groupings().size();
    nodeOffset = new int[groups + 1];
    for (int g = first; g < groups; g++) {
      nodeOffset[g + 1] = nodeOffset[g] + a.groupings().get(g).levels();
    }
    nodes = nodeOffset[groups];
    adjacentElements = new int[nodes][];
    adjacentElementCount = new int[nodes];
    adjacentLevels = new int[nodes][];
    degree = new int[nodes];
    eliminated = new boolean[nodes];
    listHead = new int[nodes + 1];
    next = new int[nodes];
    previous = new int[nodes];
    mark = new int[nodes];
    order = new int[nodes];
    later = new int[nodes][];
    columnsOfTheChain();
    crossProducts();
    degrees();
    head = eliminate();
  }

  /** Whether the order was given up. */
  boolean tooFull() {
    return tooFull;
  }

  /** The node of a level of a grouping of the tail. */
  int node(int grouping, int level) {
    return nodeOffset[grouping] + level;
  }

  /** The grouping of a node. */
  int grouping(int node) {
    int g = first;
    while (node >= nodeOffset[g + 1]) {
      g++;
    }
    return g;
  }

  /** Random effects of a node. */
  int effects(int node) {
    return a.groupings().get(grouping(node)).effects();
  }

  /** The first row of the tail that belongs to a node. */
  int row(int node) {
    int g = grouping(node);
    return a.offset(g) - a.offset(first) + (node - nodeOffset[g]) * a.groupings().get(g).effects();
  }

  private void columnsOfTheChain() {
    int count = 0;
    for (int g = 0; g < first; g++) {
      count += a.groupings().get(g).levels();
    }
    elements = new int[count + nodes][];
    absorbed = new boolean[count + nodes];
    for (int g = 0; g < first; g++) {
      for (int c = 0; c < a.groupings().get(g).levels(); c++) {
        int m = 0;
        for (int h = first; h < a.groupings().size(); h++) {
          m += a.cross(g, h).start(c + 1) - a.cross(g, h).start(c);
        }
        int[] members = new int[m];
        m = 0;
        for (int h = first; h < a.groupings().size(); h++) {
          CrossBlock block = a.cross(g, h);
          for (int e = block.start(c); e < block.start(c + 1); e++) {
            members[m++] = node(h, block.level(e));
          }
        }
        elements[elementCount++] = members;
      }
    }
    for (int e = 0; e < elementCount; e++) {
      for (int v : elements[e]) {
        adjacentElementCount[v]++;
      }
    }
    for (int v = 0; v < nodes; v++) {
      adjacentElements[v] = new int[adjacentElementCount[v]];
    }
    Arrays.fill(adjacentElementCount, 0);
    for (int e = 0; e < elementCount; e++) {
      for (int v : elements[e]) {
        adjacentElements[v][adjacentElementCount[v]++] = e;
      }
    }
  }

  private void crossProducts() {
    int[] count = new int[nodes];
    for (int pass = 0; pass < 2; pass++) {
      for (int g = first; g < a.groupings().size(); g++) {
        for (int h = g + 1; h < a.groupings().size(); h++) {
          CrossBlock block = a.cross(g, h);
          for (int c = 0; c < block.columns(); c++) {
            for (int e = block.start(c); e < block.start(c + 1); e++) {
              int v = node(g, c);
              int u = node(h, block.level(e));
              if (pass == 1) {
                adjacentLevels[v][count[v]] = u;
                adjacentLevels[u][count[u]] = v;
              }
              count[v]++;
              count[u]++;
            }
          }
        }
      }
      if (pass == 0) {
        for (int v = 0; v < nodes; v++) {
          adjacentLevels[v] = new int[count[v]];
        }
        Arrays.fill(count, 0);
      }
    }
  }

  private void degrees() {
    Arrays.fill(listHead, -1);
    for (int v = 0; v < nodes; v++) {
      cancellation.check();
      degree[v] = neighbours(v, null);
      insert(v);
    }
  }

  /** Counts the neighbours of a level, and lists them if there is somewhere to. */
  private int neighbours(int v, int[] into) {
    stamp++;
    mark[v] = stamp;
    int m = 0;
    for (int u : adjacentLevels[v]) {
      if (!eliminated[u] && mark[u] != stamp) {
        mark[u] = stamp;
        if (into != null) {
          into[m] = u;
        }
        m++;
      }
    }
    for (int i = 0; i < adjacentElementCount[v]; i++) {
      int e = adjacentElements[v][i];
      if (absorbed[e]) {
        continue;
      }
      for (int u : elements[e]) {
        if (!eliminated[u] && mark[u] != stamp) {
          mark[u] = stamp;
          if (into != null) {
            into[m] = u;
          }
          m++;
        }
      }
    }
    return m;
  }

  private int eliminate() {
    int[] buffer = new int[nodes];
    int[] outside = new int[elements.length];
    int[] seen = new int[elements.length];
    int[] size = new int[elements.length];
    for (int e = 0; e < elementCount; e++) {
      size[e] = elements[e].length;
    }
    double entries = 0;
    int smallest = 0;
    int position = 0;
    for (; position < nodes; position++) {
      cancellation.check();
      while (listHead[smallest] < 0) {
        smallest++;
      }
      if (smallest > 0 && 2 * (smallest + 1) >= nodes - position) {
        break;
      }
      int v = listHead[smallest];
      remove(v);
      int m = neighbours(v, buffer);
      int[] members = Arrays.copyOf(buffer, m);
      order[position] = v;
      later[position] = members;
      entries += effects(v) * (effects(v) + (double) m);
      if (entries > limit) {
        tooFull = true;
        break;
      }
      eliminated[v] = true;
      for (int i = 0; i < adjacentElementCount[v]; i++) {
        absorbed[adjacentElements[v][i]] = true;
      }
      int element = elementCount++;
      elements[element] = members;
      size[element] = m;
      // How much of each touching element lies outside the new one.
      for (int u : members) {
        for (int i = 0; i < adjacentElementCount[u]; i++) {
          int e = adjacentElements[u][i];
          if (absorbed[e]) {
            continue;
          }
          if (seen[e] != position + 1) {
            seen[e] = position + 1;
            outside[e] = size[e];
          }
          outside[e]--;
        }
      }
      int remaining = nodes - position - 1;
      for (int u : members) {
        remove(u);
        degree[u] = updated(u, element, m, outside, remaining);
        insert(u);
        smallest = Math.min(smallest, degree[u]);
      }
    }
    int at = position;
    for (int v = 0; v < nodes; v++) {
      if (!eliminated[v]) {
        order[at++] = v;
      }
    }
    elements = null;
    return position;
  }

  /** Prunes the lists of a neighbour of the new element, and bounds its degree from above. */
  private int updated(int u, int element, int m, int[] outside, int remaining) {
    long bound = m - 1L;
    int kept = 0;
    int[] list = adjacentElements[u];
    for (int i = 0; i < adjacentElementCount[u]; i++) {
      int e = list[i];
      if (absorbed[e]) {
        continue;
      }
      if (outside[e] == 0) {
        absorbed[e] = true;
        continue;
      }
      bound += outside[e];
      list[kept++] = e;
    }
    if (kept == list.length) {
      list = Arrays.copyOf(list, kept + 4);
      adjacentElements[u] = list;
    }
    list[kept++] = element;
    adjacentElementCount[u] = kept;
    // Neighbours inside the new element are reached through it.
    int[] levels = adjacentLevels[u];
    int left = 0;
    for (int w : levels) {
      if (!eliminated[w] && mark[w] != stamp) {
        levels[left++] = w;
      }
    }
    if (left < levels.length) {
      adjacentLevels[u] = Arrays.copyOf(levels, left);
    }
    return (int) Math.min(remaining - 1L, bound + left);
  }

  private void insert(int v) {
    int d = degree[v];
    next[v] = listHead[d];
    previous[v] = -1;
    if (next[v] >= 0) {
      previous[next[v]] = v;
    }
    listHead[d] = v;
  }

  private void remove(int v) {
    if (previous[v] >= 0) {
      next[previous[v]] = next[v];
    } else {
      listHead[degree[v]] = next[v];
    }
    if (next[v] >= 0) {
      previous[next[v]] = previous[v];
    }
  }
}
