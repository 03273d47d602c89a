package dev.henderson.stats.infer;

/**
 * One row of a coefficient table: the estimate, its standard error, and the test that it is zero.
 *
 * @param term name of the coefficient
 * @param estimate NaN where aliased, as all that follows
 * @param standardError of the estimate
 * @param df degrees of freedom of the t distribution, infinite for the normal
 * @param statistic estimate over standard error
 * @param pValue two-sided
 * @param confLow lower confidence limit
 * @param confHigh upper confidence limit
 */
public record CoefficientTest(
    String term,
    double estimate,
    double standardError,
    double df,
    double statistic,
    double pValue,
    double confLow,
    double confHigh) {}
