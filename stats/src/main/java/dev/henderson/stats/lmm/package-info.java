/**
 * Linear mixed models, fitted by maximum likelihood or REML.
 *
 * <p>Way of a fit: {@code LinearMixedModel} (specification), {@code ProfiledDeviance} (the
 * criterion and its gradient: package {@code criterion}, whose notation is used here), {@code
 * ThetaSearch}, {@code FitAssembly} (estimates in the user's units), {@code LmmFit}.
 */
package dev.henderson.stats.lmm;
