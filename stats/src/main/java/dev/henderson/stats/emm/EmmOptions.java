package dev.henderson.stats.emm;

import dev.henderson.stats.infer.Adjustment;
import dev.henderson.stats.infer.Alternative;
import java.util.function.Consumer;

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
    return with(b -> b.level = v);
  }

  /** With another adjustment. */
  public EmmOptions withAdjustment(Adjustment v) {
    return with(b -> b.adjustment = v);
  }

  /** With tests that look one way. */
  public EmmOptions withSide(Alternative v) {
    return with(b -> b.side = v);
  }

  /** With a threshold. */
  public EmmOptions withDelta(double v) {
    return with(b -> b.delta = Math.abs(v));
  }

  /** With another value to test against. */
  public EmmOptions withNull(double v) {
    return with(b -> b.nullValue = v);
  }

  /** On the scale of the response. */
  public EmmOptions onResponse() {
    return with(b -> b.response = true);
  }

  /** On the scale of the response, corrected for bias. */
  public EmmOptions withBiasAdjustment(double standardDeviation) {
    return with(
        b -> {
          b.response = true;
          b.bias = true;
          b.sigma = standardDeviation;
        });
  }

  /** With tests of the means themselves. */
  public EmmOptions inferring() {
    return with(b -> b.infer = true);
  }

  /** With another seed. */
  public EmmOptions withSeed(long v) {
    return with(b -> b.seed = v);
  }

  /** Whether means are shown with tests. */
  boolean testsMeans() {
    return infer || delta > 0 || side != Alternative.BOTH || nullValue != 0;
  }

  private EmmOptions with(Consumer<Builder> change) {
    Builder b = new Builder(this);
    change.accept(b);
    return b.build();
  }

  /** The options while they are being changed. */
  private static final class Builder {
    double level;
    Adjustment adjustment;
    Alternative side;
    double delta;
    double nullValue;
    boolean response;
    boolean bias;
    double sigma;
    boolean infer;
    long seed;

    Builder(EmmOptions o) {
      level = o.level;
      adjustment = o.adjustment;
      side = o.side;
      delta = o.delta;
      nullValue = o.nullValue;
      response = o.response;
      bias = o.bias;
      sigma = o.sigma;
      infer = o.infer;
      seed = o.seed;
    }

    EmmOptions build() {
      return new EmmOptions(
          level, adjustment, side, delta, nullValue, response, bias, sigma, infer, seed);
    }
  }
}
