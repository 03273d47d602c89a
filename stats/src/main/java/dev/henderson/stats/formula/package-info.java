/** The formula language: lexer, parser and term algebra. Syntax only, no data. */
@API(status = API.Status.MAINTAINED)
package dev.henderson.stats.formula;

import org.apiguardian.api.API;
