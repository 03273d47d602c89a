package dev.henderson.stats.factor;

import dev.henderson.stats.model.Cancellation;
import dev.henderson.stats.products.CrossBlock;
import dev.henderson.stats.products.CrossProducts;
import java.util.Arrays;

/** Where the factor of a sparse tail has entries, row by row in the order of elimination. */
final class SparsePattern {
  /** Rows of the tail; those that are sparse come first. */
  final int size;

  final int head;

  /** The place in the order of elimination of each row of the tail. */
  final int[] position;

  /** First entry of each row of the head; one more at the end. */
  final int[] start;

  /** Column of each entry, ascending, the diagonal first. */
  final int[] column;

  /** First entry of each row in a column of the dense end. */
  final int[] denseStart;

  /** For each column of the head the rows before it that have it, and their entries. */
  final int[] touchStart;

  final int[] touchRow;
  final int[] touchEntry;

  /** For each column of the chain its rows of the tail in the order of elimination. */
  final int[][] sorted;

  final int[][] sortedStart;

  /** The entries of the pairs of these rows, those of the head. */
  final int[][] entries;

  final int[][] entryStart;

  SparsePattern(CrossProducts a, TailOrdering ordering, Cancellation cancellation) {
    size = a.tailSize();
    position = new int[size];
    int sparseRows = 0;
    int next = 0;
    for (int t = 0; t < ordering.nodes; t++) {
      int node = ordering.order[t];
      for (int i = 0; i < ordering.effects(node); i++) {
        position[ordering.row(node) + i] = next++;
      }
      if (t < ordering.head) {
        sparseRows = next;
      }
    }
    head = sparseRows;
    start = new int[head + 1];
    column = new int[Math.toIntExact(entries(ordering))];
    denseStart = new int[head];
    fillRows(ordering);
    touchStart = new int[head + 1];
    for (int v = 0; v < head; v++) {
      for (int e = start[v] + 1; e < denseStart[v]; e++) {
        touchStart[column[e] + 1]++;
      }
    }
    for (int i = 0; i < head; i++) {
      touchStart[i + 1] += touchStart[i];
    }
    touchRow = new int[touchStart[head]];
    touchEntry = new int[touchStart[head]];
    int[] at = Arrays.copyOf(touchStart, head);
    for (int v = 0; v < head; v++) {
      for (int e = start[v] + 1; e < denseStart[v]; e++) {
        int t = at[column[e]]++;
        touchRow[t] = v;
        touchEntry[t] = e;
      }
    }
    sorted = new int[a.sparse()][];
    sortedStart = new int[a.sparse()][];
    entries = new int[a.sparse()][];
    entryStart = new int[a.sparse()][];
    for (int g = 0; g < a.sparse(); g++) {
      columnsOf(a, g, cancellation);
    }
  }

  /** Entries of the head for an ordering. */
  static long entries(TailOrdering ordering) {
    long count = 0;
    for (int t = 0; t < ordering.head; t++) {
      long k = ordering.effects(ordering.order[t]);
      long right = 0;
      for (int u : ordering.later[t]) {
        right += ordering.effects(u);
      }
      count += k * (k + 1) / 2 + k * right;
    }
    return count;
  }

  /** The sum over the rows of the head of their squared numbers of entries. */
  static double squares(TailOrdering ordering) {
    double sum = 0;
    for (int t = 0; t < ordering.head; t++) {
      double k = ordering.effects(ordering.order[t]);
      double entries = k;
      for (int u : ordering.later[t]) {
        entries += ordering.effects(u);
      }
      sum += k * entries * entries;
    }
    return sum;
  }

  /** Pairs of rows that some column of the chain meets, an upper bound of those to be kept. */
  static double pairs(CrossProducts a) {
    double count = 0;
    for (int g = 0; g < a.sparse(); g++) {
      for (int c = 0; c < a.groupings().get(g).levels(); c++) {
        double m = rowsOf(a, g, c);
        count += m * (m + 1) / 2;
      }
    }
    return count;
  }

  private static int rowsOf(CrossProducts a, int g, int c) {
    int m = 0;
    for (int h = a.sparse(); h < a.groupings().size(); h++) {
      CrossBlock block = a.cross(g, h);
      m += (block.start(c + 1) - block.start(c)) * block.rowEffects();
    }
    return m;
  }

  private void fillRows(TailOrdering ordering) {
    int row = 0;
    int e = 0;
    for (int t = 0; t < ordering.head; t++) {
      int node = ordering.order[t];
      int k = ordering.effects(node);
      int right = 0;
      for (int u : ordering.later[t]) {
        right += ordering.effects(u);
      }
      int[] columns = new int[right];
      int m = 0;
      for (int u : ordering.later[t]) {
        for (int i = 0; i < ordering.effects(u); i++) {
          columns[m++] = position[ordering.row(u) + i];
        }
      }
      Arrays.sort(columns);
      for (int i = 0; i < k; i++) {
        start[row] = e;
        for (int j = i; j < k; j++) {
          column[e++] = row + j - i;
        }
        System.arraycopy(columns, 0, column, e, right);
        e += right;
        denseStart[row] = e;
        while (denseStart[row] > start[row] && column[denseStart[row] - 1] >= head) {
          denseStart[row]--;
        }
        row++;
      }
    }
    start[head] = e;
  }

  /** The entry of a row of the head in a column, by bisection; it must be there. */
  int entry(int row, int inColumn) {
    int e = Arrays.binarySearch(column, start[row], start[row + 1], inColumn);
    if (e < 0) {
      throw new IllegalStateException("row " + row + " has no entry in column " + inColumn);
    }
    return e;
  }

  private void columnsOf(CrossProducts a, int g, Cancellation cancellation) {
    int levels = a.groupings().get(g).levels();
    sortedStart[g] = new int[levels + 1];
    entryStart[g] = new int[levels + 1];
    for (int c = 0; c < levels; c++) {
      sortedStart[g][c + 1] = Math.addExact(sortedStart[g][c], rowsOf(a, g, c));
    }
    int[] order = new int[sortedStart[g][levels]];
    int[] found = new int[16];
    int count = 0;
    for (int c = 0; c < levels; c++) {
      cancellation.check();
      int from = sortedStart[g][c];
      int m = sortedStart[g][c + 1] - from;
      // Place and number in one long, so that sorting by place takes the number along.
      long[] keys = keys(a, g, c, m);
      Arrays.sort(keys);
      for (int i = 0; i < m; i++) {
        order[from + i] = (int) keys[i];
        int row = (int) (keys[i] >>> 32);
        for (int j = i; j < m && row < head; j++) {
          if (count == found.length) {
            found = Arrays.copyOf(found, Math.addExact(count, count / 2));
          }
          found[count++] = entry(row, (int) (keys[j] >>> 32));
        }
      }
      entryStart[g][c + 1] = count;
    }
    sorted[g] = order;
    entries[g] = Arrays.copyOf(found, count);
  }

  private long[] keys(CrossProducts a, int g, int c, int m) {
    long[] keys = new long[m];
    int i = 0;
    for (int h = a.sparse(); h < a.groupings().size(); h++) {
      CrossBlock block = a.cross(g, h);
      int base = a.offset(h) - a.offset(a.sparse());
      for (int e = block.start(c); e < block.start(c + 1); e++) {
        for (int r = 0; r < block.rowEffects(); r++) {
          int row = base + block.level(e) * block.rowEffects() + r;
          keys[i] = ((long) position[row] << 32) | i;
          i++;
        }
      }
    }
    return keys;
  }
}
