/** From a formula and a frame to model matrices and random-effects terms. */
package dev.henderson.stats.design;
