package dev.henderson.stats.structure;

/** How the levels of one factor stand to those of another. */
public enum Relation {
  /** Each level of either goes with one level of the other: the same partition of the rows. */
  SAME,
  /** Each level of the first occurs within one level of the second only. */
  NESTED,
  /** Each level of the second occurs within one level of the first only. */
  CONTAINS,
  /** Every level of the first occurs with every level of the second. */
  CROSSED,
  /** Levels of the first occur with several, not all, levels of the second. */
  PARTLY_CROSSED
}
