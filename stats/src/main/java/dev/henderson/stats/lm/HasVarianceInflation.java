package dev.henderson.stats.lm;

import java.util.List;

/** A fitted model that knows how much its terms tell the same. */
public interface HasVarianceInflation {
  /**
   * Variance inflation factors, one per term.
   *
   * @throws IllegalArgumentException if there are fewer than two terms
   */
  List<VarianceInflation> vif();
}
