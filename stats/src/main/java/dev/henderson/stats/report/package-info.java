/** Results as documents: one sealed model, rendered as text, HTML, LaTeX and JSON. */
package dev.henderson.stats.report;
