/**
 * The Cholesky factor of {@code M = Lambda' Z'Z Lambda + I} by blocks, from cross products;
 * notation in {@code products}.
 *
 * <p>{@code FactorPlan} is found once for a model's random effects; {@code BlockLambda} holds
 * Lambda, {@code BlockedCholesky} factors with a dense or sparse {@code Tail}, {@code
 * SelectedInverse} has the diagonal blocks of {@code M^-1}.
 */
@API(status = API.Status.INTERNAL)
package dev.henderson.stats.factor;

import org.apiguardian.api.API;
