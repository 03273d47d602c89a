/** A result as a document of typed cells, and its writers: text, HTML, LaTeX, JSON, tables. */
package dev.henderson.stats.document;
