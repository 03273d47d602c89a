/** What a fit says, in sentences made only of its numbers. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.explain;

import org.apiguardian.api.API;
