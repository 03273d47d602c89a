/** Probability distributions, thin over commons-statistics. */
package dev.henderson.stats.dist;
