package dev.henderson.stats.linalg;

import dev.henderson.stats.model.Cancellation;

/**
 * The three dense kernels a mixed-model fit spends its time in, so that a faster implementation can
 * take their place. Matrices are square, by rows, {@code a[i][j]}; only the upper triangle ({@code
 * j >= i}) is read and written.
 */
public interface DenseKernels {
  /** The plain Java kernels, always there. */
  DenseKernels PLAIN = plain(Cancellation.NEVER);

  /** The plain Java kernels, which end with a {@code CancellationException} where it is wished. */
  static DenseKernels plain(Cancellation cancellation) {
    return new PlainKernels(cancellation);
  }

  /**
   * Replaces the upper triangle of a symmetric positive definite matrix by U with {@code U'U = A}.
   *
   * @return whether all pivots were positive; if not, the contents are undefined
   */
  boolean cholesky(double[][] a, int m);

  /**
   * Writes the upper triangle of {@code (U'U)^-1} into {@code inverse}; U stays.
   *
   * @param u as left by {@link #cholesky}
   */
  void inverse(double[][] u, int m, double[][] inverse);

  /**
   * Subtracts {@code w_t w_t'} for t = 0 .. k − 1 from the upper triangle of {@code a}, m × m.
   *
   * @param w k vectors of length m
   */
  void subtractOuter(double[][] a, int m, double[][] w, int k);
}
