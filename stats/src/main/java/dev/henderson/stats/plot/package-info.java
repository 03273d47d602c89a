/** Pictures of fits: house style, PNG and SVG, alternative text. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.plot;

import org.apiguardian.api.API;
