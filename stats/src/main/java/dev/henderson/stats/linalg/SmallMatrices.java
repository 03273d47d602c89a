package dev.henderson.stats.linalg;

import java.util.Arrays;

/**
 * Operations on small dense matrices kept by rows inside flat arrays, k × k from a given offset.
 * Nothing is allocated unless the name says so.
 */
public final class SmallMatrices {
  private SmallMatrices() {}

  /**
   * Replaces the lower triangle of a symmetric positive definite matrix by L with {@code LL' = A}.
   * The strict upper triangle is left alone.
   *
   * @return whether all pivots were positive
   */
  public static boolean cholesky(double[] a, int at, int k) {
    for (int j = 0; j < k; j++) {
      int rowJ = at + j * k;
      double d = a[rowJ + j];
      for (int t = 0; t < j; t++) {
        d -= a[rowJ + t] * a[rowJ + t];
      }
      if (!(d > 0)) {
        return false;
      }
      d = Math.sqrt(d);
      a[rowJ + j] = d;
      for (int i = j + 1; i < k; i++) {
        int rowI = at + i * k;
        double s = a[rowI + j];
        for (int t = 0; t < j; t++) {
          s -= a[rowI + t] * a[rowJ + t];
        }
        a[rowI + j] = s / d;
      }
    }
    return true;
  }

  /** Writes the inverse of a lower triangular matrix, zeros above, into {@code inverse}. */
  public static void invertLower(double[] l, int at, int k, double[] inverse, int to) {
    for (int j = 0; j < k; j++) {
      for (int i = 0; i < j; i++) {
        inverse[to + i * k + j] = 0;
      }
      inverse[to + j * k + j] = 1 / l[at + j * k + j];
      for (int i = j + 1; i < k; i++) {
        double s = 0;
        for (int t = j; t < i; t++) {
          s -= l[at + i * k + t] * inverse[to + t * k + j];
        }
        inverse[to + i * k + j] = s / l[at + i * k + i];
      }
    }
  }

  /** C = A' B A for symmetric B, all k × k; {@code work} holds k². */
  public static void congruence(
      double[] a, double[] b, int bAt, double[] c, int cAt, int k, double[] work) {
    if (k == 1) {
      c[cAt] = a[0] * a[0] * b[bAt];
      return;
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double s = 0;
        for (int t = 0; t < k; t++) {
          s += b[bAt + i * k + t] * a[t * k + j];
        }
        work[i * k + j] = s;
      }
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double s = 0;
        for (int t = 0; t < k; t++) {
          s += a[t * k + i] * work[t * k + j];
        }
        c[cAt + i * k + j] = s;
        c[cAt + j * k + i] = s;
      }
    }
  }

  /**
   * Solves A x = b for symmetric positive definite A by Cholesky, in newly allocated arrays.
   *
   * @return x, or null if A is not positive definite
   */
  public static double[] solvePositive(double[] a, int k, double[] b) {
    double[] l = a.clone();
    if (!cholesky(l, 0, k)) {
      return null;
    }
    double[] x = b.clone();
    for (int i = 0; i < k; i++) {
      for (int t = 0; t < i; t++) {
        x[i] -= l[i * k + t] * x[t];
      }
      x[i] /= l[i * k + i];
    }
    for (int i = k - 1; i >= 0; i--) {
      for (int t = i + 1; t < k; t++) {
        x[i] -= l[t * k + i] * x[t];
      }
      x[i] /= l[i * k + i];
    }
    return x;
  }

  /** The product A B of k × k matrices, newly allocated. */
  public static double[] product(double[] a, double[] b, int k) {
    double[] c = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int t = 0; t < k; t++) {
        double x = a[i * k + t];
        for (int j = 0; j < k; j++) {
          c[i * k + j] += x * b[t * k + j];
        }
      }
    }
    return c;
  }

  /** The product A A', newly allocated. */
  public static double[] timesTranspose(double[] a, int k) {
    double[] c = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double s = 0;
        for (int t = 0; t < k; t++) {
          s += a[i * k + t] * a[j * k + t];
        }
        c[i * k + j] = s;
      }
    }
    return c;
  }

  /**
   * The lower triangular L with {@code LL' = AA'} and a diagonal that is not negative, newly
   * allocated: plane rotations from the right, so that digits lost by forming AA' are kept.
   */
  public static double[] lowerFactor(double[] a, int k) {
    double[] l = a.clone();
    for (int i = 0; i < k; i++) {
      for (int j = i + 1; j < k; j++) {
        double x = l[i * k + i];
        double y = l[i * k + j];
        double r = Math.hypot(x, y);
        if (y == 0 || r == 0) {
          continue;
        }
        double c = x / r;
        double s = y / r;
        for (int row = i; row < k; row++) {
          double u = l[row * k + i];
          double v = l[row * k + j];
          l[row * k + i] = c * u + s * v;
          l[row * k + j] = c * v - s * u;
        }
        l[i * k + j] = 0;
      }
    }
    for (int j = 0; j < k; j++) {
      if (l[j * k + j] < 0) {
        for (int i = j; i < k; i++) {
          l[i * k + j] = -l[i * k + j];
        }
      }
    }
    return l;
  }

  /** The identity, newly allocated. */
  public static double[] identity(int k) {
    double[] a = new double[k * k];
    for (int i = 0; i < k; i++) {
      a[i * k + i] = 1;
    }
    return a;
  }

  /** The transpose, newly allocated. */
  public static double[] transpose(double[] a, int k) {
    double[] b = Arrays.copyOf(a, k * k);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        b[j * k + i] = a[i * k + j];
      }
    }
    return b;
  }
}
