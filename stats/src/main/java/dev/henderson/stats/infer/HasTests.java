package dev.henderson.stats.infer;

/** A fit that tests its coefficients in a way of its own, as one with several error strata does. */
public interface HasTests {
  /** The tests. */
  WaldTests waldTests();
}
