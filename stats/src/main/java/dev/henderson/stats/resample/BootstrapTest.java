package dev.henderson.stats.resample;

/**
 * A likelihood-ratio test whose distribution was simulated.
 *
 * @param statistic the difference of the deviances
 * @param replicates how many data sets were drawn from the smaller model
 * @param larger how many of them gave a statistic at least as large
 * @param pValue {@code (larger + 1) / (replicates + 1)}
 */
public record BootstrapTest(double statistic, int replicates, long larger, double pValue) {}
