/**
 * Model frames: typed columns with their missing rows, and the one place that reads a Tablesaw
 * table.
 */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.frame;

import org.apiguardian.api.API;
