package dev.henderson.stats.resample;

import dev.henderson.stats.model.Cancellation;
import java.util.List;

/** A fitted model that can be fitted again without a group of rows, or without a row. */
public interface LeavesOut {
  /** The grouping factors whose levels can be left out, the first of them unasked. */
  List<String> groupings();

  /**
   * What each level of a grouping, of a column of the data ({@code "batch:cask"} for combinations),
   * or each row ({@code "obs"}) does to the fit.
   *
   * @param method null to choose by the time it would take
   * @param cancellation asked before each refit
   * @throws dev.henderson.stats.infer.InferenceException if there is no such column
   */
  MixedInfluence influence(String by, MixedInfluence.Method method, Cancellation cancellation);
}
