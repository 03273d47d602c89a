/** Minimisers of smooth functions with gradients, and their fallbacks. */
package dev.henderson.stats.optim;
