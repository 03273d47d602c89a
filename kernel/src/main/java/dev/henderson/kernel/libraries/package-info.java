/** The libraries that Java in cells can use, as its compiler sees them. */
package dev.henderson.kernel.libraries;
