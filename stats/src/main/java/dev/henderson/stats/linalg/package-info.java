/** Dense, sparse and block-diagonal kernels on plain arrays. */
package dev.henderson.stats.linalg;
