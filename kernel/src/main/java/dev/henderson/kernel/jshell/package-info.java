/** Java in this JVM: JShell with objects for values, and what it knows of text being typed. */
package dev.henderson.kernel.jshell;
