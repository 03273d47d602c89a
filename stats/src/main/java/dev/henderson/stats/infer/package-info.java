/** Tests, intervals and degrees of freedom of fitted models. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.infer;

import org.apiguardian.api.API;
