/** The state of a notebook: bindings, the JShell engine, the cell parser, interrupts. */
package dev.henderson.kernel.session;
