/** Runs cells: Java and magics in order, their values shown, whatever they end in told. */
package dev.henderson.kernel.cells;
