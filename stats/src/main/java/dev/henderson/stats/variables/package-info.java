/**
 * Evaluates the expressions of a formula over the rows of a frame: columns, arithmetic, functions,
 * and the coding of factors.
 */
@API(status = API.Status.INTERNAL)
package dev.henderson.stats.variables;

import org.apiguardian.api.API;
