/** Parametric bootstrap, jackknife, and the statistics they are made of. */
package dev.henderson.stats.resample;
