/**
 * Evaluates the expressions of a formula over the rows of a frame: columns, arithmetic, functions,
 * and the coding of factors.
 */
package dev.henderson.stats.variables;
