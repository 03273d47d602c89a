package dev.henderson.stats.model;

import java.util.Arrays;

/**
 * A linear function {@code l'beta} of p coefficients, kept as its entries that are not zero.
 * Immutable.
 */
public final class LinearFunction {
  /** Entries below this share of the largest are rounding of a sum that cancelled. */
  private static final double ROUNDING = 1e-13;

  private final int[] at;
  private final double[] value;

  private LinearFunction(int[] at, double[] value) {
    this.at = at;
    this.value = value;
  }

  /** The function of the entries of an array. */
  public static LinearFunction of(double[] dense) {
    double most = 0;
    for (double v : dense) {
      most = Math.max(most, Math.abs(v));
    }
    int[] at = new int[dense.length];
    double[] value = new double[dense.length];
    int n = 0;
    for (int i = 0; i < dense.length; i++) {
      if (!(Math.abs(dense[i]) <= ROUNDING * most)) {
        at[n] = i;
        value[n++] = dense[i];
      }
    }
    return new LinearFunction(Arrays.copyOf(at, n), Arrays.copyOf(value, n));
  }

  /** The function of the first entries of two arrays, as a model matrix copies its rows. */
  public static LinearFunction of(int[] at, double[] value, int count) {
    return new LinearFunction(Arrays.copyOf(at, count), Arrays.copyOf(value, count));
  }

  /** Adds {@code times l} to an array. */
  public void addTo(double[] dense, double times) {
    for (int k = 0; k < at.length; k++) {
      dense[at[k]] += times * value[k];
    }
  }

  /** The p coefficients. */
  public double[] toArray(int p) {
    double[] out = new double[p];
    addTo(out, 1);
    return out;
  }

  public boolean isZero() {
    return at.length == 0;
  }

  /** {@code l'b}. */
  public double times(double[] b) {
    double s = 0;
    for (int k = 0; k < at.length; k++) {
      s += value[k] * b[at[k]];
    }
    return s;
  }

  /** {@code l'Vm} for a symmetric V, p × p by rows. */
  public double form(double[] v, int p, LinearFunction m) {
    double s = 0;
    for (int i = 0; i < at.length; i++) {
      double inner = 0;
      int row = at[i] * p;
      for (int j = 0; j < m.at.length; j++) {
        inner += v[row + m.at[j]] * m.value[j];
      }
      s += value[i] * inner;
    }
    return s;
  }

  /** The sum of absolute products with a vector, the size {@link #times} is measured by. */
  public double size(double[] b) {
    double s = 0;
    for (int k = 0; k < at.length; k++) {
      s = Math.max(s, Math.abs(value[k] * b[at[k]]));
    }
    return s;
  }

  /** Whether some entry falls on a marked coefficient. */
  public boolean touches(boolean[] marked) {
    for (int i : at) {
      if (marked[i]) {
        return true;
      }
    }
    return false;
  }

  /** The largest entry. */
  public double largest() {
    double most = 0;
    for (double v : value) {
      most = Math.max(most, Math.abs(v));
    }
    return most;
  }
}
