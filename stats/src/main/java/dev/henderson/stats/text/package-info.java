/**
 * What is said to a reader: sentences whose calls are data, and the names nearest to a wrong one.
 */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.text;

import org.apiguardian.api.API;
