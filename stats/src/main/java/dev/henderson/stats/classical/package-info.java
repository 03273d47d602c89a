/** Analysis of variance of linear models: tables, error strata, comparisons of means. */
package dev.henderson.stats.classical;
