package dev.henderson.stats.classical;

import java.util.List;

/** A fitted model whose means Tukey's honest significant differences compare. */
public interface ComparesMeans {
  /** The terms made of factors only. */
  List<String> tukeyTerms();

  /**
   * All differences of the means of a term.
   *
   * @param level family-wise, such as 0.95
   * @param ordered whether means are put in increasing order first
   * @throws AovException if there is no such term, or its means cannot be compared
   */
  TukeyHsd tukey(String term, double level, boolean ordered);
}
