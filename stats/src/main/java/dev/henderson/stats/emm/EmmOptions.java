package dev.henderson.stats.emm;

import dev.henderson.stats.infer.Adjustment;
import dev.henderson.stats.infer.Alternative;

/**
 * How a table of means or contrasts is made. Immutable.
 *
 * @param level of the intervals
 * @param adjustment of p values and intervals; null for what suits the table
 * @param side which way a test looks
 * @param delta a threshold of equivalence or non-inferiority; 0 for tests of difference
 * @param nullValue what the estimates are tested against, on the scale of the model
 * @param response whether results are turned back to the scale of the response
 * @param bias whether back-transformed means are corrected for the bend of the transformation
 * @param sigma the standard deviation for that correction; NaN for the residual one
 * @param infer whether means are tested, too
 * @param seed of what is sampled
 */
public record EmmOptions(
    double level,
    Adjustment adjustment,
    Alternative side,
    double delta,
    double nullValue,
    boolean response,
    boolean bias,
    double sigma,
    boolean infer,
    long seed) {

  /** 95% intervals, tests of difference from zero on both sides. */
  public static EmmOptions defaults() {
    return new EmmOptions(0.95, null, Alternative.BOTH, 0, 0, false, false, Double.NaN, false, 1);
  }

  /** With another level. */
  public EmmOptions withLevel(double v) {
    return new EmmOptions(
        v, adjustment, side, delta, nullValue, response, bias, sigma, infer, seed);
  }

  /** With another adjustment. */
  public EmmOptions withAdjustment(Adjustment v) {
    return new EmmOptions(level, v, side, delta, nullValue, response, bias, sigma, infer, seed);
  }

  /** With tests that look one way. */
  public EmmOptions withSide(Alternative v) {
    return new EmmOptions(
        level, adjustment, v, delta, nullValue, response, bias, sigma, infer, seed);
  }

  /** With a threshold. */
  public EmmOptions withDelta(double v) {
    return new EmmOptions(
        level, adjustment, side, Math.abs(v), nullValue, response, bias, sigma, infer, seed);
  }

  /** With another value to test against. */
  public EmmOptions withNull(double v) {
    return new EmmOptions(level, adjustment, side, delta, v, response, bias, sigma, infer, seed);
  }

  /** On the scale of the response. */
  public EmmOptions onResponse() {
    return new EmmOptions(
        level, adjustment, side, delta, nullValue, true, bias, sigma, infer, seed);
  }

  /** On the scale of the response, corrected for bias. */
  public EmmOptions withBiasAdjustment(double standardDeviation) {
    return new EmmOptions(
        level, adjustment, side, delta, nullValue, true, true, standardDeviation, infer, seed);
  }

  /** With tests of the means themselves. */
  public EmmOptions inferring() {
    return new EmmOptions(
        level, adjustment, side, delta, nullValue, response, bias, sigma, true, seed);
  }

  /** With another seed. */
  public EmmOptions withSeed(long v) {
    return new EmmOptions(
        level, adjustment, side, delta, nullValue, response, bias, sigma, infer, v);
  }

  /** Whether means are shown with tests. */
  boolean testsMeans() {
    return infer || delta > 0 || side != Alternative.BOTH || nullValue != 0;
  }
}
