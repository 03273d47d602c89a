/**
 * Model frames: typed columns with their missing rows, and the one place that reads a Tablesaw
 * table.
 */
package dev.henderson.stats.frame;
