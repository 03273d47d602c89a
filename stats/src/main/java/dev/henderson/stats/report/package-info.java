/** What each kind of result says: its document, for the writers of {@code stats.document}. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.report;

import org.apiguardian.api.API;
