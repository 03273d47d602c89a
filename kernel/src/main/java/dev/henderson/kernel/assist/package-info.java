/** Answers about a cell while it is typed: completion, inspection, whether it is complete. */
package dev.henderson.kernel.assist;
