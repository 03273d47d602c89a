package dev.henderson.stats.frame;

/**
 * A typed column of a model frame, with its missing rows. Immutable, except for large columns of
 * numbers ({@link LiveColumn}).
 */
public sealed interface FrameColumn permits NumericColumn, LogicalColumn, CategoricalColumn {
  /** The number of rows. */
  int size();

  /** Whether a row has no value. */
  boolean isMissing(int row);
}
