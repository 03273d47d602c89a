package dev.henderson.stats.products;

import java.util.Arrays;

/** Blocks of one grouping with later ones: rows are taken level by level of the first. */
final class CrossBlockBuilder {
  private final MixedRows rows;
  private final int g;
  private final int levels;

  /** Rows in the order of their levels, and where each level starts. */
  private final int[] sorted;

  private final int[] levelStart;

  CrossBlockBuilder(MixedRows rows, int g) {
    this.rows = rows;
    this.g = g;
    levels = rows.groupings().get(g).levels();
    int n = rows.data().rows();
    levelStart = new int[levels + 1];
    for (int i = 0; i < n; i++) {
      levelStart[rows.level(g, i) + 1]++;
    }
    for (int l = 0; l < levels; l++) {
      levelStart[l + 1] += levelStart[l];
    }
    int[] next = levelStart.clone();
    sorted = new int[n];
    for (int i = 0; i < n; i++) {
      sorted[next[rows.level(g, i)]++] = i;
    }
  }

  /** The block with a later grouping. */
  CrossBlock with(int h) {
    int[] start = new int[levels + 1];
    int[] mark = new int[rows.groupings().get(h).levels()];
    Arrays.fill(mark, -1);
    int entries = 0;
    for (int c = 0; c < levels; c++) {
      for (int t = levelStart[c]; t < levelStart[c + 1]; t++) {
        int l = rows.level(h, sorted[t]);
        if (mark[l] != c) {
          mark[l] = c;
          entries++;
        }
      }
      start[c + 1] = entries;
    }
    int columnEffects = rows.groupings().get(g).effects();
    int rowEffects = rows.groupings().get(h).effects();
    int[] level = new int[entries];
    double[] values = new double[Math.multiplyExact(entries, rowEffects * columnEffects)];
    Arrays.fill(mark, -1);
    double[] zc = new double[columnEffects];
    double[] zr = new double[rowEffects];
    int at = 0;
    for (int c = 0; c < levels; c++) {
      int first = at;
      for (int t = levelStart[c]; t < levelStart[c + 1]; t++) {
        int l = rows.level(h, sorted[t]);
        if (mark[l] < first) {
          mark[l] = at;
          level[at++] = l;
        }
      }
      Arrays.sort(level, first, at);
      for (int e = first; e < at; e++) {
        mark[level[e]] = e;
      }
      for (int t = levelStart[c]; t < levelStart[c + 1]; t++) {
        int i = sorted[t];
        int block = mark[rows.level(h, i)] * rowEffects * columnEffects;
        double w = rows.data().weight(i);
        rows.effects(g, i, zc);
        rows.effects(h, i, zr);
        for (int a = 0; a < rowEffects; a++) {
          double v = w * zr[a];
          for (int b = 0; b < columnEffects; b++) {
            values[block + a * columnEffects + b] += v * zc[b];
          }
        }
      }
    }
    return new CrossBlock(rowEffects, columnEffects, start, level, values);
  }
}
