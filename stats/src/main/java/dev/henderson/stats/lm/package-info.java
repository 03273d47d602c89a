/**
 * Linear models by least squares.
 *
 * <p>Notation: y response (n), X model matrix (n × p) of rank r, W diagonal matrix of prior
 * weights, o offset, β coefficients, {@code √W X = QR}, effects {@code z = Q'√W(y − o)}, ν = n − r
 * residual degrees of freedom, RSS the weighted residual sum of squares, {@code σ² = RSS/ν}. Rows
 * of weight zero count for nothing and are not in n.
 */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.lm;

import org.apiguardian.api.API;
