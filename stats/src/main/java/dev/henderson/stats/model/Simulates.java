package dev.henderson.stats.model;

import java.util.random.RandomGenerator;

/** A fit that responses can be drawn from. */
public interface Simulates {
  /** A response drawn from the fitted model, new random effects included; n values. */
  double[] simulate(RandomGenerator random);

  /** The same with what all draws share made once, for many of them. */
  default Simulates simulator() {
    return this;
  }
}
