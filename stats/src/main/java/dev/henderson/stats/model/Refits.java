package dev.henderson.stats.model;

/** A fit whose model can be fitted again to another response. */
public interface Refits extends Simulates {
  /**
   * The same model fitted to another response.
   *
   * @param response n values
   */
  Fit refitted(double[] response);
}
