package dev.henderson.kernel.protocol;

/**
 * A cell to run.
 *
 * @param code its source
 * @param count its number
 * @param silent as quietly as possible: nothing is shown
 * @param storeHistory whether it counts as a cell of the user's
 */
public record Execution(String code, int count, boolean silent, boolean storeHistory) {}
