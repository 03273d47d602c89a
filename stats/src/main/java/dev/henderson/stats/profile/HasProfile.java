package dev.henderson.stats.profile;

import dev.henderson.stats.infer.Interval;
import dev.henderson.stats.model.Progress;
import java.util.List;

/** A fitted model whose likelihood can be profiled over each of its parameters. */
public interface HasProfile {
  /**
   * Intervals from the profile likelihood, without its curves.
   *
   * @param level such as 0.95
   * @param terms names of parameters; all if empty
   * @throws dev.henderson.stats.infer.InferenceException for a name there is not
   */
  List<Interval> profileIntervals(double level, List<String> terms);

  /**
   * The profile likelihood with its curves.
   *
   * @param level of its intervals
   * @param terms names of parameters; all if empty
   * @param progress is told how many parameters are done
   * @throws dev.henderson.stats.infer.InferenceException for a name there is not
   */
  Profile profile(double level, List<String> terms, Progress progress);

  /** The names of its standard deviations and correlations. */
  List<String> covarianceTerms();
}
