package dev.henderson.stats;

import java.math.BigInteger;

/** Matrices small enough to be done as in a textbook, for tests that want numbers of their own. */
final class SmallAlgebra {
  private SmallAlgebra() {}

  static double dot(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += a[i] * b[i];
    }
    return s;
  }

  static double[] times(double[][] a, double[] x) {
    double[] out = new double[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = dot(a[i], x);
    }
    return out;
  }

  /** {@code l'Vm}. */
  static double form(double[] l, double[][] v, double[] m) {
    return dot(l, times(v, m));
  }

  /** {@code (Lb)'(LVL')⁻¹Lb}: Wald's chi-squared. */
  static double wald(double[][] l, double[] b, double[][] v) {
    double[][] covariance = new double[l.length][l.length];
    for (int i = 0; i < l.length; i++) {
      for (int j = 0; j < l.length; j++) {
        covariance[i][j] = form(l[i], v, l[j]);
      }
    }
    double[] estimate = times(l, b);
    return form(estimate, inverse(covariance), estimate);
  }

  /** The inverse, by Gauss and Jordan with row pivots. */
  static double[][] inverse(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][2 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(matrix[i], 0, a[i], 0, n);
      a[i][n + i] = 1;
    }
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int i = c + 1; i < n; i++) {
        pivot = Math.abs(a[i][c]) > Math.abs(a[pivot][c]) ? i : pivot;
      }
      double[] row = a[pivot];
      a[pivot] = a[c];
      a[c] = row;
      double by = row[c];
      for (int j = 0; j < 2 * n; j++) {
        row[j] /= by;
      }
      for (int i = 0; i < n; i++) {
        double times = a[i][c];
        for (int j = 0; i != c && j < 2 * n; j++) {
          a[i][j] -= times * row[j];
        }
      }
    }
    double[][] out = new double[n][n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(a[i], n, out[i], 0, n);
    }
    return out;
  }

  /** The rank of a matrix of whole numbers, exactly, by fractions that never appear (Bareiss). */
  static int rank(long[][] matrix) {
    int n = matrix.length;
    int p = n == 0 ? 0 : matrix[0].length;
    BigInteger[][] a = new BigInteger[n][p];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < p; j++) {
        a[i][j] = BigInteger.valueOf(matrix[i][j]);
      }
    }
    BigInteger last = BigInteger.ONE;
    int rank = 0;
    for (int c = 0; c < p && rank < n; c++) {
      int pivot = rank;
      while (pivot < n && a[pivot][c].signum() == 0) {
        pivot++;
      }
      if (pivot == n) {
        continue;
      }
      BigInteger[] row = a[pivot];
      a[pivot] = a[rank];
      a[rank] = row;
      for (int i = rank + 1; i < n; i++) {
        for (int j = c + 1; j < p; j++) {
          a[i][j] = a[i][j].multiply(row[c]).subtract(a[i][c].multiply(row[j])).divide(last);
        }
        a[i][c] = BigInteger.ZERO;
      }
      last = row[c];
      rank++;
    }
    return rank;
  }
}
