/**
 * What of the JDK is reached by other ways than its API: fields and methods by their names, the
 * JVM's instrumentation. Whatever a new JDK breaks is in here.
 */
package dev.henderson.kernel.internals;
