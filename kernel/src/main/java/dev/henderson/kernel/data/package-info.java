/** The magics that bring tables into a notebook. */
package dev.henderson.kernel.data;
