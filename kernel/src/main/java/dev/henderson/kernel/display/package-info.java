/** From an object to the MIME bundle a front end shows. */
package dev.henderson.kernel.display;
