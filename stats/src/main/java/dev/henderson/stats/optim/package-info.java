/** Minimisers of smooth functions with gradients, and their fallbacks. */
@API(status = API.Status.INTERNAL)
package dev.henderson.stats.optim;

import org.apiguardian.api.API;
