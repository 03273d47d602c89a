/** The profile likelihood of the parameters of a mixed model: intervals and curves. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.profile;

import org.apiguardian.api.API;
