package dev.henderson.stats.classical;

/**
 * The difference of two means with its test.
 *
 * @param contrast such as {@code M-L}
 * @param difference the first mean less the second
 * @param low lower end of the interval; NaN where there is none
 * @param high upper end
 * @param pValue adjusted for the family
 */
public record MeanComparison(
    String contrast, double difference, double low, double high, double pValue) {}
