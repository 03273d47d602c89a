/**
 * What any mixed model has: the search for theta, the criterion where it ended ({@code
 * FittedCriterion}), covariance matrices and modes of the random effects, and what is known of
 * them.
 */
@API(status = API.Status.INTERNAL)
package dev.henderson.stats.mixed;

import org.apiguardian.api.API;
