package dev.henderson.stats.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A grouping factor of a random-effects term: n indices into q levels, in the order of the levels.
 *
 * <p>Only levels that occur are kept, so every level has at least one row.
 */
public final class GroupingFactor {
  private final String name;
  private final int[] index;
  private final List<String> levels;

  /**
   * @param name as R prints it: {@code Subject}, {@code batch:cask}
   * @param index level of each row, {@code 0 <= index[i] < levels.size()}
   * @param levels labels, each used by at least one row
   */
  public GroupingFactor(String name, int[] index, List<String> levels) {
    this.name = Objects.requireNonNull(name);
    this.index = index.clone();
    this.levels = List.copyOf(levels);
  }

  /** The name as R prints it, nested groups outer first: {@code batch:cask}. */
  public String name() {
    return name;
  }

  /** The number of rows, n. */
  public int rows() {
    return index.length;
  }

  /** The labels of the q levels. */
  public List<String> levels() {
    return levels;
  }

  /** The number of levels, q. */
  public int levelCount() {
    return levels.size();
  }

  /** The level of a row. */
  public int levelOf(int row) {
    return index[row];
  }

  /** The factor over some of the rows; levels that do not occur there are gone. */
  public GroupingFactor select(int[] rows) {
    int[] place = new int[levelCount()];
    for (int row : rows) {
      place[index[row]] = 1;
    }
    List<String> kept = new ArrayList<>();
    for (int l = 0; l < place.length; l++) {
      if (place[l] == 1) {
        place[l] = kept.size();
        kept.add(levels.get(l));
      }
    }
    return new GroupingFactor(name, Arrays.stream(rows).map(i -> place[index[i]]).toArray(), kept);
  }

  /** Whether each level of this factor occurs within one level of the other only. */
  public boolean isNestedIn(GroupingFactor other) {
    int[] parent = new int[levelCount()];
    Arrays.fill(parent, -1);
    for (int i = 0; i < index.length; i++) {
      int p = other.index[i];
      if (parent[index[i]] == -1) {
        parent[index[i]] = p;
      } else if (parent[index[i]] != p) {
        return false;
      }
    }
    return true;
  }
}
