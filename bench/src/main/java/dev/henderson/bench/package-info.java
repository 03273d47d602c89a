/** Benchmarks of the numerical kernels. */
package dev.henderson.bench;
