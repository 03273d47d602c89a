/** What varies in a mixed model: shares of variance, principal components, tests of variances. */
package dev.henderson.stats.variation;
