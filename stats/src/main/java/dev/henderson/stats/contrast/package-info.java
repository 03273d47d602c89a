/**
 * Questions about marginal means as a user asks them, and the whole of an answer: means with their
 * contrasts, letters, arrows and effect sizes. The means themselves are {@link
 * dev.henderson.stats.emm}'s.
 */
package dev.henderson.stats.contrast;
