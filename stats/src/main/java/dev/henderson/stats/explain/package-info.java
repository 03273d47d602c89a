/** What a fit says, in sentences made only of its numbers. */
package dev.henderson.stats.explain;
