package dev.henderson.stats.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The known names that look most like an unknown one. */
public final class NearestNames {
  private static final int NAMED = 3;

  /** Longer names are compared with nothing. */
  private static final int LONGEST = 200;

  private NearestNames() {}

  /** Up to three names close to the given one, nearest first; empty if none is near. */
  public static List<String> of(String name, Collection<String> known) {
    return of(name, known, NAMED);
  }

  /**
   * Up to {@code limit} of the known names, nearest first, by the letters inserted, deleted,
   * replaced or swapped; only those that share at least half their letters or continue what was
   * written. Of equally near ones the first.
   */
  public static List<String> of(String name, Collection<String> known, int limit) {
    String wanted = plain(name);
    record Candidate(String name, int distance) {}
    return known.stream()
        .distinct()
        .filter(k -> isNear(wanted, plain(k)))
        .map(k -> new Candidate(k, distance(wanted, plain(k))))
        .sorted(Comparator.comparingInt(Candidate::distance))
        .limit(limit)
        .map(Candidate::name)
        .toList();
  }

  /** Case, blanks, dots and underscores are what people get wrong first. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s._]", "");
  }

  private static boolean isNear(String a, String b) {
    if (a.length() > 1 && b.startsWith(a)) {
      return true;
    }
    return distance(a, b) <= Math.max(1, Math.max(a.length(), b.length()) / 2 - 1);
  }

  /** Edit distance with swaps of neighbours counted once (optimal string alignment). */
  static int distance(String a, String b) {
    if (a.length() > LONGEST || b.length() > LONGEST) {
      return Integer.MAX_VALUE;
    }
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
