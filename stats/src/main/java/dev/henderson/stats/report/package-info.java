/** What each kind of result says: its document, for the writers of {@code stats.document}. */
package dev.henderson.stats.report;
