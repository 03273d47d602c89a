/**
 * What a mixed model reads of the rows of its data, once, and the cross products that are kept of
 * it.
 *
 * <p>Notation, used here and in {@code factor}, {@code criterion}, {@code mixed} and {@code lmm}:
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
 *   <li>{@code nu}: n for ML, n − p for REML;
 *   <li>{@code Lxx}: the last (p + 1) × (p + 1) block of L; {@code r²}, the square of its last
 *       entry, is the penalised residual sum of squares and {@code sigma² = r²/nu};
 *   <li>{@code T}: sum over the levels of a grouping of the diagonal blocks of {@code M^-1}; {@code
 *       U}: the same of {@code u u'}, over the columns of {@code [X y] Lxx^-T}; {@code D}: slope of
 *       the criterion in {@code lambda lambda'}. (Where it takes scaled coefficients or effects to
 *       the user's, {@code T} is the matrix that does.)
 * </ul>
 *
 * <p>Way of the rows: {@code MixedRows} (how they are scaled and grouped), {@code ProductSums},
 * {@code CrossProducts}; nothing after that looks at a row but what is made of single rows: fitted
 * values, leverages, deletions, simulated responses.
 */
@API(status = API.Status.INTERNAL)
package dev.henderson.stats.products;

import org.apiguardian.api.API;
