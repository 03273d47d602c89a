package dev.henderson.stats.mixed;

/** Hears of every evaluation of the criterion while a model is being fitted. */
@FunctionalInterface
public interface FitProgress {
  /**
   * @param evaluation counted from 1
   * @param criterion the deviance or REML criterion there
   */
  void evaluated(int evaluation, double criterion);
}
