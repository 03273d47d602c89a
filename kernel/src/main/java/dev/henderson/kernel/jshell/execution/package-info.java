/** How the classes that JShell compiles are woven, loaded and run in this JVM. */
package dev.henderson.kernel.jshell.execution;
