/** Benchmarks of what the engine keeps to its package, and therefore in a package of that name. */
package dev.henderson.stats.lmm;
