/** Probability distributions, thin over commons-statistics. */
@API(status = API.Status.INTERNAL)
package dev.henderson.stats.dist;

import org.apiguardian.api.API;
