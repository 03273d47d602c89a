package dev.henderson.stats.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cells of all treatment factors together: how many rows each combination has.
 *
 * @param factors the names of the factors
 * @param cells the combinations in the order of the levels, the last factor fastest; empty where
 *     there would be more than {@value #LISTED_CELLS}
 * @param possible how many combinations there are
 * @param empty how many have no row
 * @param smallest the fewest rows of a cell that has any
 * @param largest the most rows of a cell
 */
public record TreatmentCells(
    List<String> factors, List<Cell> cells, long possible, long empty, int smallest, int largest) {
  /** Larger tables are not listed. */
  public static final int LISTED_CELLS = 2000;

  private static final int NAMED = 6;

  /**
   * A combination of levels.
   *
   * @param levels one per factor
   * @param rows how many rows have it
   */
  public record Cell(List<String> levels, int rows) {
    /** Copies the list. */
    public Cell {
      levels = List.copyOf(levels);
    }
  }

  /** Copies the lists. */
  public TreatmentCells {
    factors = List.copyOf(factors);
    cells = List.copyOf(cells);
  }

  /** Whether every combination has the same number of rows. */
  public boolean isBalanced() {
    return empty == 0 && smallest == largest;
  }

  /** Which combinations have no row, and what that means, in a sentence; none if all have. */
  public Optional<String> emptyCells() {
    if (empty == 0) {
      return Optional.empty();
    }
    List<String> names =
        cells.stream()
            .filter(cell -> cell.rows() == 0)
            .limit(NAMED)
            .map(cell -> String.join(":", cell.levels()))
            .toList();
    return Optional.of(
        empty
            + " of the "
            + possible
            + " combinations of "
            + String.join(", ", factors)
            + (empty == 1 ? " has" : " have")
            + " no row"
            + (names.isEmpty()
                ? ""
                : " (" + String.join(", ", names) + (empty > NAMED ? ", ..." : "") + ")")
            + ": an interaction of all of them cannot be estimated in full, and means over"
            + " them are not defined there.");
  }

  /** Counts the rows of the combinations; all factors over the same rows, at least one. */
  public static TreatmentCells of(List<StudyFactor> factors) {
    StudyFactor joint = factors.get(0);
    long possible = joint.levelCount();
    for (StudyFactor f : factors.subList(1, factors.size())) {
      joint = joint.by(f, StudyFactor.Role.TREATMENT);
      possible = Math.multiplyExact(possible, f.levelCount());
    }
    int[] count = new int[joint.levelCount()];
    int[] row = new int[joint.levelCount()];
    for (int i = 0; i < joint.rows(); i++) {
      count[joint.levelOf(i)]++;
      row[joint.levelOf(i)] = i;
    }
    int low = Integer.MAX_VALUE;
    int high = 0;
    for (int c : count) {
      low = Math.min(low, c);
      high = Math.max(high, c);
    }
    List<Cell> cells = new ArrayList<>();
    if (possible <= LISTED_CELLS) {
      int[] rows = new int[(int) possible];
      for (int c = 0; c < count.length; c++) {
        int at = 0;
        for (StudyFactor f : factors) {
          at = at * f.levelCount() + f.levelOf(row[c]);
        }
        rows[at] = count[c];
      }
      for (int at = 0; at < rows.length; at++) {
        String[] levels = new String[factors.size()];
        int rest = at;
        for (int k = levels.length - 1; k >= 0; k--) {
          levels[k] = factors.get(k).labels().get(rest % factors.get(k).levelCount());
          rest /= factors.get(k).levelCount();
        }
        cells.add(new Cell(List.of(levels), rows[at]));
      }
    }
    return new TreatmentCells(
        factors.stream().map(StudyFactor::name).toList(),
        cells,
        possible,
        possible - joint.levelCount(),
        low,
        high);
  }
}
