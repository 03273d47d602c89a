/** How the factors of a study stand to each other: crossed, nested, between or within units. */
package dev.henderson.stats.structure;
