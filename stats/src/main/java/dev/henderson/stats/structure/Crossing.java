package dev.henderson.stats.structure;

import java.util.Arrays;

/**
 * Two factors over the same rows, laid against each other: how many of the cells have rows, and how
 * many.
 */
public final class Crossing {
  private final StudyFactor first;
  private final StudyFactor second;
  private final int cells;
  private final int smallest;
  private final int largest;
  private final int fewestSecond;
  private final int mostSecond;
  private final int mostFirst;

  private Crossing(StudyFactor first, StudyFactor second) {
    this.first = first;
    this.second = second;
    int n = first.rows();
    long width = second.levelCount();
    long[] pairs = new long[n];
    for (int i = 0; i < n; i++) {
      pairs[i] = first.levelOf(i) * width + second.levelOf(i);
    }
    Arrays.sort(pairs);
    int[] perFirst = new int[first.levelCount()];
    int[] perSecond = new int[second.levelCount()];
    int count = 0;
    int low = Integer.MAX_VALUE;
    int high = 0;
    for (int i = 0; i < n; ) {
      int end = i;
      while (end < n && pairs[end] == pairs[i]) {
        end++;
      }
      count++;
      low = Math.min(low, end - i);
      high = Math.max(high, end - i);
      perFirst[(int) (pairs[i] / width)]++;
      perSecond[(int) (pairs[i] % width)]++;
      i = end;
    }
    cells = count;
    smallest = low;
    largest = high;
    fewestSecond = Arrays.stream(perFirst).min().orElse(0);
    mostSecond = Arrays.stream(perFirst).max().orElse(0);
    mostFirst = Arrays.stream(perSecond).max().orElse(0);
  }

  /** Lays two factors of the same rows against each other. */
  public static Crossing of(StudyFactor first, StudyFactor second) {
    return new Crossing(first, second);
  }

  /** The first factor. */
  public StudyFactor first() {
    return first;
  }

  /** The second factor. */
  public StudyFactor second() {
    return second;
  }

  /** How many cells have rows. */
  public int cells() {
    return cells;
  }

  /** How many cells there could be. */
  public long possible() {
    return (long) first.levelCount() * second.levelCount();
  }

  /** The fewest rows of a cell that has any. */
  public int smallest() {
    return smallest;
  }

  /** The most rows of a cell. */
  public int largest() {
    return largest;
  }

  /** The fewest levels of the second that a level of the first occurs with. */
  public int fewestSecond() {
    return fewestSecond;
  }

  /** The most levels of the second that a level of the first occurs with. */
  public int mostSecond() {
    return mostSecond;
  }

  /** How the first stands to the second. */
  public Relation relation() {
    boolean nested = mostSecond == 1;
    boolean contains = mostFirst == 1;
    if (nested && contains) {
      return Relation.SAME;
    } else if (nested) {
      return Relation.NESTED;
    } else if (contains) {
      return Relation.CONTAINS;
    }
    return cells == possible() ? Relation.CROSSED : Relation.PARTLY_CROSSED;
  }
}
