/** What a magic is, how its text is read, and the magics of the kernel itself. */
package dev.henderson.kernel.magic;
