/** What statsmodels' calls and patsy's formulas mean here, and the names they give things. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.statsmodels;

import org.apiguardian.api.API;
