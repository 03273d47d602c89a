/** The magics, one class each. */
package dev.henderson.kernel.magic;
