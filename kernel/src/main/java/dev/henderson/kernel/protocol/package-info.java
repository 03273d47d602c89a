/** The Jupyter protocol: the jjava-jupyter base, and what had to be mended of it. */
package dev.henderson.kernel.protocol;
