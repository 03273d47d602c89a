/** The magics that ask a fit: tests, intervals, comparisons, predictions. */
package dev.henderson.kernel.inference;
