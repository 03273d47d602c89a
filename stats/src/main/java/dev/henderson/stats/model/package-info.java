/** What inference needs of any fit: coefficients and diagnostics. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.model;

import org.apiguardian.api.API;
