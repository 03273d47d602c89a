/**
 * The criterion of a linear mixed model, maximum likelihood or REML, factored by blocks.
 *
 * <p>Notation, used throughout the package and in {@code lmm}:
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
 *       the criterion in {@code lambda lambda'}.
 * </ul>
 *
 * <p>Way of an evaluation: {@code CrossProducts} (the data, once), {@code BlockedCholesky} with a
 * dense or sparse {@code Tail}, {@code SelectedInverse} and {@code AverageInformation} (at each
 * theta), {@code LevelClasses} (instead of them where there is one grouping factor), {@code
 * ProfiledDeviance} (criterion and gradient from them).
 */
package dev.henderson.stats.criterion;
