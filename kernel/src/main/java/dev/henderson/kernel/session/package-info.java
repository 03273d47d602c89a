/** The state of a notebook: bindings, the cell parser, tracebacks, interrupts. */
package dev.henderson.kernel.session;
