/**
 * What is said to a reader: sentences whose calls are data, and the names nearest to a wrong one.
 */
package dev.henderson.stats.text;
