/**
 * What any mixed model has: the search for theta, the criterion where it ended ({@code
 * FittedCriterion}), covariance matrices and modes of the random effects, and what is known of
 * them.
 */
package dev.henderson.stats.mixed;
