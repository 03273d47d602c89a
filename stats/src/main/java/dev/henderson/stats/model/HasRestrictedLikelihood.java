package dev.henderson.stats.model;

/**
 * A fit by the likelihood or by the restricted likelihood, which compare with their own kind only.
 */
public interface HasRestrictedLikelihood {
  /** Whether the restricted likelihood was maximised. */
  boolean reml();

  /** The same model fitted by maximum likelihood; itself if it was. */
  Fit byMaximumLikelihood();
}
