/**
 * The criterion of a linear mixed model, maximum likelihood or REML; notation in {@code products}.
 *
 * <p>{@code PenalizedLeastSquares} solves at one Lambda, {@code LevelClasses} does so by classes of
 * equal levels where there is one grouping factor; {@code ProfiledDeviance} is the criterion of
 * theta with its gradient, {@code AverageInformation} its first Hessian, {@code
 * ConstrainedDeviance} the deviance with a standard deviation, a correlation or sigma held.
 */
@API(status = API.Status.INTERNAL)
package dev.henderson.stats.criterion;

import org.apiguardian.api.API;
