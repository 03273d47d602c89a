/** Analysis of variance of linear models: tables, error strata, comparisons of means. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.classical;

import org.apiguardian.api.API;
