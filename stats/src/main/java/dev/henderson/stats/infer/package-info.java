/** Tests, intervals and degrees of freedom of fitted models. */
package dev.henderson.stats.infer;
