/**
 * Mixed models and analysis of variance for Java programs and notebooks: what a Java user meets
 * first.
 *
 * <p>{@link dev.henderson.stats.Lmer}, {@link dev.henderson.stats.Lm} and {@link
 * dev.henderson.stats.Aov} fit a formula to a table, {@link dev.henderson.stats.EmmMeans} asks for
 * marginal means and contrasts of any of them. Types marked {@code STABLE} or {@code MAINTAINED},
 * or in packages that are, are the API: a change to them has its line in the changelog. What is
 * {@code INTERNAL} may change with any commit.
 */
@API(status = API.Status.STABLE)
package dev.henderson.stats;

import org.apiguardian.api.API;
