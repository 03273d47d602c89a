package dev.henderson.stats;

import dev.henderson.stats.explain.Explanation;

/** A fitted model that can say in words what it found. */
public interface Explained {
  /**
   * What the model says, in sentences made only of its numbers, and what to do next.
   *
   * @param name the variable that holds the fit, as the calls to come next name it
   */
  Explanation explain(String name);
}
