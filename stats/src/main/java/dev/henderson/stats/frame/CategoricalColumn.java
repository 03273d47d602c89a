package dev.henderson.stats.frame;

import java.util.List;

/** A column of levels: a code per row into a list of labels. */
public final class CategoricalColumn implements FrameColumn {
  private final int[] codes;
  private final List<String> levels;
  private final boolean ordered;

  /**
   * @param codes level of each row, -1 where missing; taken over, not copied
   * @param levels the labels in order
   * @param ordered whether the order means something
   */
  CategoricalColumn(int[] codes, List<String> levels, boolean ordered) {
    this.codes = codes;
    this.levels = List.copyOf(levels);
    this.ordered = ordered;
  }

  /**
   * A column of levels.
   *
   * @param codes level of each row from 0, -1 where missing; copied
   * @param levels the labels in order
   * @param ordered whether the order means something
   */
  public static CategoricalColumn of(int[] codes, List<String> levels, boolean ordered) {
    return new CategoricalColumn(codes.clone(), levels, ordered);
  }

  @Override
  public int size() {
    return codes.length;
  }

  @Override
  public boolean isMissing(int row) {
    return codes[row] < 0;
  }

  /** The level of a row, from 0; -1 where missing. */
  public int code(int row) {
    return codes[row];
  }

  /** The labels in order; some may not occur. */
  public List<String> levels() {
    return levels;
  }

  /** Whether the order of the levels means something. */
  public boolean isOrdered() {
    return ordered;
  }
}
