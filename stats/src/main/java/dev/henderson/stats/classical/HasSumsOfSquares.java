package dev.henderson.stats.classical;

import dev.henderson.stats.design.HypothesisType;

/**
 * A fitted model with one residual sum of squares, whose terms are tested by sums of squares, and
 * which compares with its like by F.
 */
public interface HasSumsOfSquares {
  /** The analysis of variance of a type. */
  AnovaTable anova(HypothesisType type);
}
