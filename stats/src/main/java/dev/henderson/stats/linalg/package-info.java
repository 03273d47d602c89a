/** Dense, sparse and block-diagonal kernels on plain arrays. */
@API(status = API.Status.INTERNAL)
package dev.henderson.stats.linalg;

import org.apiguardian.api.API;
