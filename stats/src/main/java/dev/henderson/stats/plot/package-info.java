/** Pictures of fits: house style, PNG and SVG, alternative text. */
package dev.henderson.stats.plot;
