/** Libraries from Maven repositories. */
package dev.henderson.kernel.maven;
