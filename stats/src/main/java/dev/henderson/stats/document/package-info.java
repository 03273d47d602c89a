/** A result as a document of typed cells, and its writers: text, HTML, LaTeX, JSON, tables. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.document;

import org.apiguardian.api.API;
