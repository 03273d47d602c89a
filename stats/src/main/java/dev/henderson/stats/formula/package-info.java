/** The formula language: lexer, parser and term algebra. Syntax only, no data. */
package dev.henderson.stats.formula;
