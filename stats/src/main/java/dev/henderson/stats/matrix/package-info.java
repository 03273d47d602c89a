/** Model matrices: rows of numbers by blocks of columns, read in place where the table is large. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.matrix;

import org.apiguardian.api.API;
