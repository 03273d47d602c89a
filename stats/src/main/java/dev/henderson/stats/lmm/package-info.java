/**
 * Linear mixed models, fitted by maximum likelihood or REML.
 *
 * <p>Way of a fit: {@code LinearMixedModel} (specification), {@code MixedRows} and {@code
 * CrossProducts} (package {@code products}, whose notation is used here), {@code ThetaSearch} on
 * {@code ProfiledDeviance}, {@code FittedCriterion}, {@code FitAssembly} (estimates in the user's
 * units), {@code LmmFit}.
 */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.lmm;

import org.apiguardian.api.API;
