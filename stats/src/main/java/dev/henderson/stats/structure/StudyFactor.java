package dev.henderson.stats.structure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A factor over the n rows of a study: one of q levels per row, every level with at least one row.
 */
public final class StudyFactor {
  /** What a factor is in the study. */
  public enum Role {
    /** What rows are grouped by: people, plots, batches. */
    UNIT,
    /** What is set or compared: a term of the fixed part. */
    TREATMENT,
    /** A measured number with too many values to be levels. */
    COVARIATE
  }

  private final String name;
  private final Role role;
  private final boolean numeric;
  private final int[] codes;
  private final List<String> labels;

  private StudyFactor(String name, Role role, boolean numeric, int[] codes, List<String> labels) {
    this.name = Objects.requireNonNull(name);
    this.role = role;
    this.numeric = numeric;
    this.codes = codes;
    this.labels = labels;
  }

  /**
   * A factor of codes; levels that do not occur are dropped.
   *
   * @param numeric whether its levels are the values of a column of numbers
   * @param codes the level of each row from 0
   * @param labels the levels in order
   */
  public static StudyFactor of(
      String name, Role role, boolean numeric, int[] codes, List<String> labels) {
    boolean[] used = new boolean[labels.size()];
    for (int code : codes) {
      used[code] = true;
    }
    int[] place = new int[used.length];
    int count = 0;
    for (int i = 0; i < used.length; i++) {
      place[i] = count;
      count += used[i] ? 1 : 0;
    }
    String[] kept = new String[count];
    for (int i = 0; i < used.length; i++) {
      if (used[i]) {
        kept[place[i]] = labels.get(i);
      }
    }
    return new StudyFactor(
        name, role, numeric, Arrays.stream(codes).map(c -> place[c]).toArray(), List.of(kept));
  }

  /** The combinations of two factors that occur, named {@code outer:inner}. */
  public StudyFactor by(StudyFactor inner, Role as) {
    int n = codes.length;
    long width = inner.levelCount();
    Map<Long, Integer> place = new HashMap<>();
    long[] pairs = new long[n];
    for (int i = 0; i < n; i++) {
      pairs[i] = codes[i] * width + inner.codes[i];
    }
    long[] occurring = Arrays.stream(pairs).distinct().sorted().toArray();
    String[] joined = new String[occurring.length];
    for (int c = 0; c < occurring.length; c++) {
      place.put(occurring[c], c);
      joined[c] =
          labels.get((int) (occurring[c] / width))
              + ":"
              + inner.labels.get((int) (occurring[c] % width));
    }
    int[] combined = new int[n];
    for (int i = 0; i < n; i++) {
      combined[i] = place.get(pairs[i]);
    }
    return new StudyFactor(name + ":" + inner.name, as, false, combined, List.of(joined));
  }

  /** Its name as in the formula; of combinations {@code batch:cask}. */
  public String name() {
    return name;
  }

  /** What it is in the study. */
  public Role role() {
    return role;
  }

  /** Whether its levels are the values of a column of numbers. */
  public boolean isNumeric() {
    return numeric;
  }

  /** The number of rows, n. */
  public int rows() {
    return codes.length;
  }

  /** The number of levels, q. */
  public int levelCount() {
    return labels.size();
  }

  /** The levels in order. */
  public List<String> labels() {
    return labels;
  }

  /** The level of a row. */
  public int levelOf(int row) {
    return codes[row];
  }
}
