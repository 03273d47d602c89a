/** What inference needs of any fit: coefficients and diagnostics. */
package dev.henderson.stats.model;
