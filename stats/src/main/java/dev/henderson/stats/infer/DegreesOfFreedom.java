package dev.henderson.stats.infer;

/** Where the denominator degrees of freedom of tests of fixed effects come from. */
public enum DegreesOfFreedom {
  /** Satterthwaite's approximation from the curvature of the criterion, as lmerTest. */
  SATTERTHWAITE,
  /** Kenward and Roger's adjusted covariance matrix and degrees of freedom, as pbkrtest. */
  KENWARD_ROGER,
  /** Rows less fixed effects, n − p: a lower bound of doubt. */
  RESIDUAL,
  /** None: statistics are referred to the normal distribution. */
  NONE
}
