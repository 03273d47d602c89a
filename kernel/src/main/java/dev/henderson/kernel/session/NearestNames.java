package dev.henderson.kernel.session;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names most like a mistyped one. */
public final class NearestNames {
  private NearestNames() {}

  /**
   * At most {@code limit} of the candidates, nearest first, by the number of letters inserted,
   * deleted, replaced or swapped (case aside); only those that share at least half their letters or
   * continue what was typed.
   */
  public static List<String> to(String typed, Collection<String> candidates, int limit) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    return candidates.stream()
        .distinct()
        .filter(c -> near(wanted, c.toLowerCase(Locale.ROOT)))
        .sorted(
            Comparator.comparingInt((String c) -> distance(wanted, c.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(limit)
        .toList();
  }

  private static boolean near(String a, String b) {
    if (a.length() > 1 && b.startsWith(a)) {
      return true;
    }
    return distance(a, b) <= Math.max(1, Math.max(a.length(), b.length()) / 2 - 1);
  }

  /** Edit distance with swaps of neighbours counted once (optimal string alignment). */
  static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
