/** The profile likelihood of the parameters of a mixed model: intervals and curves. */
package dev.henderson.stats.profile;
