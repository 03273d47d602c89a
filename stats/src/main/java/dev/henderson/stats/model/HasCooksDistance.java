package dev.henderson.stats.model;

/** A fit that tells how far each row alone moves its coefficients [Cook 1977]. */
public interface HasCooksDistance {
  /** Cook's distances, one per row used; NaN where a row decides on a coefficient alone. */
  double[] cooksDistance();
}
