package dev.henderson.stats.linalg;

import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations, which find tiny
 * eigenvalues of a positive matrix to full relative accuracy.
 */
public final class SymmetricEigen {
  private static final int SWEEPS = 60;
  private final int n;
  private final double[] values;
  private final double[] vectors;

  /**
   * @param matrix symmetric, n × n by rows
   */
  public SymmetricEigen(double[] matrix, int n) {
    this.n = n;
    double[] a = matrix.clone();
    vectors = SmallMatrices.identity(n);
    for (int sweep = 0; sweep < SWEEPS && rotateAll(a); sweep++) {
      // Each sweep squares the size of what is left off the diagonal.
    }
    values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = a[i * n + i];
    }
  }

  private boolean rotateAll(double[] a) {
    boolean rotated = false;
    for (int p = 0; p < n; p++) {
      for (int q = p + 1; q < n; q++) {
        double apq = a[p * n + q];
        double app = a[p * n + p];
        double aqq = a[q * n + q];
        if (Math.abs(apq) <= 1e-17 * Math.sqrt(Math.abs(app * aqq)) || apq == 0) {
          continue;
        }
        if (Math.abs(apq) < 1e-300) {
          continue;
        }
        rotated = true;
        double h = (aqq - app) / (2 * apq);
        double t = Math.copySign(1, h) / (Math.abs(h) + Math.hypot(1, h));
        double c = 1 / Math.hypot(1, t);
        double s = t * c;
        for (int i = 0; i < n; i++) {
          double x = a[i * n + p];
          double y = a[i * n + q];
          a[i * n + p] = c * x - s * y;
          a[i * n + q] = s * x + c * y;
        }
        for (int i = 0; i < n; i++) {
          double x = a[p * n + i];
          double y = a[q * n + i];
          a[p * n + i] = c * x - s * y;
          a[q * n + i] = s * x + c * y;
        }
        a[p * n + q] = 0;
        a[q * n + p] = 0;
        for (int i = 0; i < n; i++) {
          double x = vectors[i * n + p];
          double y = vectors[i * n + q];
          vectors[i * n + p] = c * x - s * y;
          vectors[i * n + q] = s * x + c * y;
        }
      }
    }
    return rotated;
  }

  /** The eigenvalue of index i; not sorted. */
  public double value(int i) {
    return values[i];
  }

  /** The largest eigenvalue. */
  public double largest() {
    double max = Double.NEGATIVE_INFINITY;
    for (double v : values) {
      max = Math.max(max, v);
    }
    return max;
  }

  /** Entry {@code row} of the unit eigenvector that belongs to eigenvalue i. */
  public double vector(int row, int i) {
    return vectors[row * n + i];
  }

  /**
   * An orthonormal basis, by rows, of what a positive semidefinite matrix takes to zero; newly
   * allocated.
   *
   * @param tolerance the part of the largest eigenvalue up to which one is zero
   */
  public double[] nullSpace(double tolerance) {
    double zero = tolerance * Math.max(largest(), 1e-300);
    int[] keep = IntStream.range(0, n).filter(i -> !(values[i] > zero)).toArray();
    double[] basis = new double[keep.length * n];
    for (int r = 0; r < keep.length; r++) {
      for (int i = 0; i < n; i++) {
        basis[r * n + i] = vector(i, keep[r]);
      }
    }
    return basis;
  }

  /** The matrix V diag(f(values)) V', n × n by rows, newly allocated. */
  public double[] recompose(java.util.function.DoubleUnaryOperator f) {
    double[] m = new double[n * n];
    for (int t = 0; t < n; t++) {
      double v = f.applyAsDouble(values[t]);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          m[i * n + j] += v * vector(i, t) * vector(j, t);
        }
      }
    }
    return m;
  }

  /** What becomes of an eigenvalue. */
  @FunctionalInterface
  public interface Spectrum {
    /**
     * The new eigenvalue.
     *
     * @param value the old one
     * @param largest of all
     */
    double of(double value, double largest);
  }

  /**
   * A function of a matrix by way of its eigenvalues, the matrix scaled to unit diagonal first and
   * the result scaled back as an inverse is: entries may differ in size by orders of magnitude.
   *
   * @param matrix symmetric, n × n by rows; a zero on the diagonal is not scaled
   * @return {@code D f(D M D) D}, n × n by rows, newly allocated
   */
  public static double[] ofScaled(double[] matrix, int n, Spectrum f) {
    double[] scale = new double[n];
    for (int i = 0; i < n; i++) {
      double d = Math.abs(matrix[i * n + i]);
      scale[i] = d > 0 ? Math.sqrt(d) : 1;
    }
    double[] h = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        h[i * n + j] = matrix[i * n + j] / (scale[i] * scale[j]);
      }
    }
    SymmetricEigen eigen = new SymmetricEigen(h, n);
    double largest = eigen.largest();
    double[] out = eigen.recompose(v -> f.of(v, largest));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        out[i * n + j] /= scale[i] * scale[j];
      }
    }
    return out;
  }
}
