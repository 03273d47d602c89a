/** From a formula and a frame to model matrices and random-effects terms. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.design;

import org.apiguardian.api.API;
