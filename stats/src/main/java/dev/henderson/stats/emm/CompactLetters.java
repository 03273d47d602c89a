package dev.henderson.stats.emm;

import dev.henderson.stats.infer.Adjustment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Letters for means: two that share none differ significantly [Piepho 2004]. Sharing a letter says
 * only that a difference was not shown.
 *
 * @param alpha significance level
 * @param adjustment of the p values behind it
 * @param letters one text per mean, in the order of the grid
 */
public record CompactLetters(double alpha, Adjustment adjustment, List<String> letters) {
  /** Copies the list. */
  public CompactLetters {
    letters = List.copyOf(letters);
  }

  /** The letters of means, compared by pairs within their groups. */
  public static CompactLetters of(EmmGrid means, EmmOptions options, double alpha) {
    EmmGrid pairs = means.contrast(ContrastMethod.named("pairwise"));
    EmmTable tests = pairs.table(options);
    EmmTable table = means.table(EmmOptions.defaults());
    String[] out = new String[means.size()];
    int at = 0;
    int place = 0;
    String[] inTableOrder = new String[means.size()];
    for (List<Integer> group : means.groups()) {
      int k = group.size();
      boolean[][] differ = new boolean[k][k];
      double[] estimate = new double[k];
      for (int i = 0; i < k; i++) {
        estimate[i] = table.rows().get(place + i).estimate();
        for (int j = i + 1; j < k; j++) {
          differ[i][j] = tests.rows().get(at++).pValue() < alpha;
          differ[j][i] = differ[i][j];
        }
      }
      String[] own = letters(estimate, differ);
      for (int i = 0; i < k; i++) {
        inTableOrder[place + i] = own[i];
        out[group.get(i)] = own[i];
      }
      place += k;
    }
    // Tables list groups one after the other.
    return new CompactLetters(alpha, tests.adjustment(), List.of(inTableOrder));
  }

  /** Insert a letter for each pair that differs, absorb those another holds, name by size. */
  private static String[] letters(double[] estimate, boolean[][] differ) {
    int k = estimate.length;
    BitSet all = new BitSet(k);
    for (int i = 0; i < k; i++) {
      all.set(i, !Double.isNaN(estimate[i]));
    }
    List<BitSet> sets = new ArrayList<>(List.of(all));
    for (int i = 0; i < k; i++) {
      for (int j = i + 1; j < k; j++) {
        if (differ[i][j]) {
          split(sets, i, j);
        }
      }
    }
    Integer[] order = new Integer[k];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> estimate[i]));
    // A letter comes as early as the smallest means that have it.
    sets.sort(
        (a, b) -> {
          for (int i : order) {
            if (a.get(i) != b.get(i)) {
              return a.get(i) ? -1 : 1;
            }
          }
          return 0;
        });
    String[] out = new String[k];
    for (int i = 0; i < k; i++) {
      StringBuilder text = new StringBuilder();
      for (int s = 0; s < sets.size(); s++) {
        if (sets.get(s).get(i)) {
          text.append(letter(s));
        }
      }
      out[i] = text.toString();
    }
    return out;
  }

  private static String letter(int s) {
    return s < 26 ? String.valueOf((char) ('a' + s)) : (char) ('a' + s % 26) + "" + s / 26;
  }

  private static void split(List<BitSet> sets, int i, int j) {
    List<BitSet> next = new ArrayList<>();
    for (BitSet set : sets) {
      if (set.get(i) && set.get(j)) {
        BitSet withoutI = (BitSet) set.clone();
        withoutI.clear(i);
        BitSet withoutJ = (BitSet) set.clone();
        withoutJ.clear(j);
        next.add(withoutI);
        next.add(withoutJ);
      } else {
        next.add(set);
      }
    }
    sets.clear();
    for (int a = 0; a < next.size(); a++) {
      boolean held = false;
      for (int b = 0; b < next.size(); b++) {
        BitSet rest = (BitSet) next.get(a).clone();
        rest.andNot(next.get(b));
        // Of two equal ones the first stays.
        held |= a != b && rest.isEmpty() && (!next.get(a).equals(next.get(b)) || b < a);
      }
      if (!held) {
        sets.add(next.get(a));
      }
    }
  }
}
