/** What statsmodels' calls and patsy's formulas mean here, and the names they give things. */
package dev.henderson.stats.statsmodels;
