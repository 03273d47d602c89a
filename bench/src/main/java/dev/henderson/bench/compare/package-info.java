/** The same models here and in other programs, alternating in one run. */
package dev.henderson.bench.compare;
