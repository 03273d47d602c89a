/** Parametric bootstrap, jackknife, and the statistics they are made of. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.resample;

import org.apiguardian.api.API;
