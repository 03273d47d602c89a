/** How the factors of a study stand to each other: crossed, nested, between or within units. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.structure;

import org.apiguardian.api.API;
