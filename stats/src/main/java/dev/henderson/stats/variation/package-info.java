/** What varies in a mixed model: shares of variance, principal components, tests of variances. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.variation;

import org.apiguardian.api.API;
