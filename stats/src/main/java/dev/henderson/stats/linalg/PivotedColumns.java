package dev.henderson.stats.linalg;

import org.apiguardian.api.API;

/** Columns in the order a factorisation took them: the independent ones first. */
@API(status = API.Status.MAINTAINED)
public interface PivotedColumns {
  /** The number of columns, p. */
  int columns();

  /** The number of independent columns, r. */
  int rank();

  /** The column at a place; those from place r on depend on the ones before. */
  int pivot(int place);

  /**
   * What a dependent column equals.
   *
   * @param place {@code >= rank()}
   * @return r coefficients of the columns at the first places
   */
  double[] combination(int place);
}
