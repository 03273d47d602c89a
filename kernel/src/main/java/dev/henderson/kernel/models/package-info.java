/** The magics that fit models and show what a fit holds. */
package dev.henderson.kernel.models;
