package dev.henderson.stats.infer;

/**
 * A confidence interval of one parameter.
 *
 * @param term its name
 * @param estimate its estimate
 * @param low lower limit
 * @param high upper limit
 */
public record Interval(String term, double estimate, double low, double high) {}
