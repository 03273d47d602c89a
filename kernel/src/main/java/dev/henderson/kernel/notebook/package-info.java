/** Notebook files: read, filled with outputs, written, and made into a page. */
package dev.henderson.kernel.notebook;
