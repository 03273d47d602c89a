/**
 * Estimated marginal means and what is asked of them: linear functions of the coefficients over a
 * reference grid [Searle 1980, Lenth 2016].
 *
 * <p>Notation: the grid has a row x for every combination of the levels of the factors, with the
 * covariates at chosen values; a marginal mean is {@code l'beta} with l an average of rows x, a
 * contrast of means the same combination of their l. So one idea serves all fits: {@link
 * dev.henderson.stats.infer.LinearBasis} is what a fit must tell, {@link
 * dev.henderson.stats.emm.ReferenceGrid} the rows, {@link dev.henderson.stats.emm.EmmGrid} any
 * table of linear functions with the factors that name its rows.
 */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.emm;

import org.apiguardian.api.API;
