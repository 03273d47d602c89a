package dev.henderson.stats.factor;

import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.products.Grouping;

/**
 * The relative covariance factor lambda (k × k) of one grouping, filled from its segment of theta.
 *
 * <p>Lambda is lower triangular once its rows and columns are put in {@link #order()}; effects of
 * different terms, and all effects of a {@code ||} term, have structural zeros between them.
 * Another order is another parametrisation of the same covariance matrices: singular fits converge
 * fast when the effect with the largest variance comes first.
 */
public final class RelativeCovariance {
  /** Diagonals closer to zero than this are inverted as if they were this far from it. */
  static final double FLOOR = 1e-6;

  private final Grouping grouping;
  private final int k;
  private final int offset;
  private final int[] order;
  private final int[] rows;
  private final int[] columns;
  private final double[] lambda;
  private final double[] inverse;

  /**
   * The template of a grouping, lambda = 0.
   *
   * @param offset where the segment starts in theta
   */
  public RelativeCovariance(Grouping grouping, int offset) {
    this.grouping = grouping;
    this.offset = offset;
    k = grouping.effects();
    order = new int[k];
    for (int a = 0; a < k; a++) {
      order[a] = a;
    }
    int count = 0;
    for (Grouping.Member m : grouping.members()) {
      count += m.correlated() ? m.size() * (m.size() + 1) / 2 : m.size();
    }
    rows = new int[count];
    columns = new int[count];
    lambda = new double[k * k];
    inverse = new double[k * k];
    place();
  }

  private void place() {
    int t = 0;
    for (Grouping.Member m : grouping.members()) {
      for (int c = 0; c < m.size(); c++) {
        int last = m.correlated() ? m.size() : c + 1;
        for (int r = c; r < last; r++) {
          rows[t] = order[m.start() + r];
          columns[t] = order[m.start() + c];
          t++;
        }
      }
    }
  }

  /** The grouping whose levels share the template. */
  public Grouping grouping() {
    return grouping;
  }

  /** The number of parameters in this segment. */
  public int size() {
    return rows.length;
  }

  /** Where the segment starts in theta. */
  public int offset() {
    return offset;
  }

  /** Template row of parameter t of the segment. */
  public int row(int t) {
    return rows[t];
  }

  /** Template column of parameter t of the segment. */
  public int column(int t) {
    return columns[t];
  }

  /** Whether parameter t of the segment is a diagonal entry. */
  public boolean isDiagonal(int t) {
    return rows[t] == columns[t];
  }

  /** The order of the template's columns in which lambda is lower triangular; a copy. */
  public int[] order() {
    return order.clone();
  }

  /** Puts the columns of the template into another order; theta is read in it from now on. */
  public void setOrder(int[] newOrder) {
    System.arraycopy(newOrder, 0, order, 0, k);
    // What was below the diagonal may be above it now.
    java.util.Arrays.fill(lambda, 0);
    place();
  }

  /** Entry of lambda, k × k. */
  public double lambda(int i, int j) {
    return lambda[i * k + j];
  }

  /** Entry of the inverse of lambda, k × k, as it was when it was last computed. */
  public double inverse(int i, int j) {
    return inverse[i * k + j];
  }

  /** Lambda, k × k by rows, for the kernels of this package; the array itself. */
  double[] lambda() {
    return lambda;
  }

  /** Copies lambda, k × k by rows. */
  public double[] toArray() {
    return lambda.clone();
  }

  /** Copies the inverse of lambda, k × k by rows. */
  public double[] inverseToArray() {
    return inverse.clone();
  }

  /** T lambda, k × k by rows, newly allocated: from spherical effects to the user's columns. */
  public double[] toOriginal() {
    return SmallMatrices.product(grouping.toOriginal(), lambda, k);
  }

  /** Fills lambda. */
  public void set(double[] theta) {
    for (int t = 0; t < rows.length; t++) {
      lambda[rows[t] * k + columns[t]] = theta[offset + t];
    }
  }

  /**
   * Moves diagonals of lambda away from zero, as far as {@link #FLOOR}. The criterion is even in
   * each column, so it changes by no more than the square.
   */
  void raiseToFloor() {
    for (int a = 0; a < k; a++) {
      double d = lambda[a * k + a];
      if (Math.abs(d) < FLOOR) {
        lambda[a * k + a] = d < 0 ? -FLOOR : FLOOR;
      }
    }
  }

  /** Computes the inverse of lambda. */
  void invert() {
    java.util.Arrays.fill(inverse, 0);
    for (int j = 0; j < k; j++) {
      int cj = order[j];
      inverse[cj * k + cj] = 1 / lambda[cj * k + cj];
      for (int i = j + 1; i < k; i++) {
        int ri = order[i];
        double s = 0;
        for (int t = j; t < i; t++) {
          s -= lambda[ri * k + order[t]] * inverse[order[t] * k + cj];
        }
        inverse[ri * k + cj] = s / lambda[ri * k + ri];
      }
    }
  }

  /**
   * Reads theta off a covariance matrix, k × k by rows: the Cholesky factor in the present order,
   * with a pivot that vanishes replaced by a small one.
   */
  public void fromCovariance(double[] covariance, double[] theta) {
    double[] l = new double[k * k];
    for (Grouping.Member m : grouping.members()) {
      for (int j = 0; j < m.size(); j++) {
        int cj = order[m.start() + j];
        double d = covariance[cj * k + cj];
        for (int t = 0; t < j && m.correlated(); t++) {
          double x = l[cj * k + order[m.start() + t]];
          d -= x * x;
        }
        d = Math.sqrt(Math.max(d, 1e-14 + 1e-10 * covariance[cj * k + cj]));
        l[cj * k + cj] = d;
        for (int i = j + 1; i < m.size() && m.correlated(); i++) {
          int ri = order[m.start() + i];
          double s = covariance[ri * k + cj];
          for (int t = 0; t < j; t++) {
            int ct = order[m.start() + t];
            s -= l[ri * k + ct] * l[cj * k + ct];
          }
          l[ri * k + cj] = s / d;
        }
      }
    }
    for (int t = 0; t < rows.length; t++) {
      theta[offset + t] = l[rows[t] * k + columns[t]];
    }
  }

  /**
   * The order a pivoted Cholesky factorisation of a covariance matrix takes inside each term: the
   * effect with the largest remaining variance first.
   */
  public int[] pivotOrder(double[] covariance) {
    int[] result = new int[k];
    for (Grouping.Member m : grouping.members()) {
      double[] rest = covariance.clone();
      boolean[] used = new boolean[k];
      for (int j = 0; j < m.size(); j++) {
        int best = -1;
        for (int a = m.start(); a < m.start() + m.size(); a++) {
          if (!used[a] && (best < 0 || rest[a * k + a] > rest[best * k + best])) {
            best = a;
          }
        }
        if (!m.correlated()) {
          best = m.start() + j;
        }
        used[best] = true;
        result[m.start() + j] = best;
        double pivot = rest[best * k + best];
        if (pivot > 1e-14) {
          double[] column = new double[k];
          for (int a = 0; a < k; a++) {
            column[a] = rest[a * k + best];
          }
          for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
              rest[a * k + b] -= column[a] * column[b] / pivot;
            }
          }
        }
      }
    }
    return result;
  }

  /** lambda lambda', newly allocated. */
  public double[] covariance() {
    return SmallMatrices.timesTranspose(lambda, k);
  }
}
