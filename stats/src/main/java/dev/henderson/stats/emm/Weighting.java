package dev.henderson.stats.emm;

import dev.henderson.stats.infer.QuestionException;
import java.util.Locale;

/** How cells count in the mean over factors that are averaged over. */
public enum Weighting {
  /** All alike, whatever their numbers of rows: the design's question. */
  EQUAL,
  /** By the rows of the combinations averaged over, the same for every mean. */
  PROPORTIONAL,
  /** By the product of the rows of each factor's levels, the same for every mean. */
  OUTER,
  /** By the rows of the cells of each mean: the plain means, where the model has all cells. */
  CELLS,
  /** All that have rows alike. */
  FLAT;

  /**
   * The weighting of a name.
   *
   * @throws QuestionException naming those there are
   */
  public static Weighting named(String name) {
    for (Weighting w : values()) {
      if (w.toString().startsWith(name.toLowerCase(Locale.ROOT)) && !name.isEmpty()) {
        return w;
      }
    }
    throw new QuestionException(
        "There are no weights " + name + ".",
        "weights is equal, proportional, outer, cells or flat.");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
