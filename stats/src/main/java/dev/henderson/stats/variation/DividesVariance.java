package dev.henderson.stats.variation;

/** A fitted model whose variance comes from several sources that can be told apart. */
public interface DividesVariance {
  /** Each random effect tested by leaving it out. */
  RandomTermTests ranova();

  /** How the variance divides: intraclass correlations, R². */
  VarianceShares varianceShares();

  /** Principal components of the random effects of each grouping factor. */
  RandomEffectsPca pca();
}
