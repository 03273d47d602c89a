/** The documentation of classes and their members, from their sources or their Javadoc pages. */
package dev.henderson.kernel.javadoc;
