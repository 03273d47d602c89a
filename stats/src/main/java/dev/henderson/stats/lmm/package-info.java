/**
 * Linear mixed models, fitted by maximum likelihood or REML.
 *
 * <p>Notation, used throughout the package:
 *
 * <ul>
 *   <li>{@code y} (n), {@code X} (n × p), {@code Z} (n × q): response and model matrices, rows
 *       multiplied by the square roots of the weights, the offset taken from {@code y};
 *   <li>{@code lambda_i} (k_i × k_i): relative covariance factor of random-effects term i, lower
 *       triangular, filled column by column from its segment of {@code theta}; {@code Lambda}
 *       repeats it over the {@code l_i} levels of the term;
 *   <li>{@code b = Lambda u}, {@code u ~ N(0, sigma² I)}: random effects and their spherical form;
 *   <li>{@code M = Lambda' Z'Z Lambda + I}; {@code L} is the Cholesky factor of {@code M} bordered
 *       by X and y;
 *   <li>{@code nu}: n for ML, n − p for REML.
 * </ul>
 */
package dev.henderson.stats.lmm;
