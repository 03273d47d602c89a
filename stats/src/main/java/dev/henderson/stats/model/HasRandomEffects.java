package dev.henderson.stats.model;

import java.util.List;
import java.util.Map;

/** A fit with random effects; lists have one entry per term, in the order of the formula. */
public interface HasRandomEffects {
  /** The covariance matrices of the random effects. */
  List<VarCorr> varCorr();

  /** The conditional modes of the random effects. */
  List<ConditionalModes> ranef();

  /** Name and number of levels of each grouping factor. */
  Map<String, Integer> ngroups();

  /** Whether some covariance matrix lost rank: a zero standard deviation or a correlation of ±1. */
  boolean singular();

  /** The variance of the random part of the linear predictor, averaged over the rows. */
  double meanRandomVariance();

  /** Predictions of new rows with the variances of their errors; one thread at a time. */
  Predictor predictor();

  /** Predictions {@code x'beta + z'b} of new rows, and how far they may be off. */
  interface Predictor {
    /** The fixed part {@code x'beta}, x in the columns of the coefficients. */
    double fixedPart(double[] x);

    /**
     * The random part {@code z'b} of known levels.
     *
     * @param z per term as written its k effects
     * @param levels per term the level; −1 where it is new or left out
     */
    double randomPart(double[][] z, int[] levels);

    /** The variance {@code z' Sigma z} of one term's effects at a level nothing is known of. */
    double termVariance(int term, double[] z);

    /**
     * Gets ready for many rows.
     *
     * @param levels per term the level of each row; −1 where the term has no part in it
     */
    void prepare(int[][] levels);

    /**
     * The variance of the error of {@code x'beta + z'b}.
     *
     * @param z per term as written its k effects
     * @param levels per term the level; −1 where the term has no part in it
     */
    double variance(double[] x, double[][] z, int[] levels);
  }
}
