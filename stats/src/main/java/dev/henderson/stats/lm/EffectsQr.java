package dev.henderson.stats.lm;

import dev.henderson.stats.linalg.LimitedPivotQr;
import dev.henderson.stats.linalg.PivotedColumns;

/**
 * The triangular factor of the weighted rows of a linear model with the effects of its response:
 * all that tests of the model need, at the size p × p.
 *
 * <p>Columns that depend on earlier ones come last ({@link LimitedPivotQr}); the first {@link
 * #rank()} effects belong to the columns kept.
 */
public final class EffectsQr implements PivotedColumns {
  private final double[][] columns;
  private final double[] rotated;
  private final double tolerance;
  private final LimitedPivotQr qr;
  private final double[] effects;

  private EffectsQr(double[][] columns, double[] rotated, double tolerance) {
    this.columns = columns;
    this.rotated = rotated;
    this.tolerance = tolerance;
    int rows = rotated.length;
    this.qr = LimitedPivotQr.of(rows, columns, tolerance);
    this.effects = rotated.clone();
    qr.applyTransposed(effects);
  }

  /**
   * The factor of columns that stand for longer ones, as {@code RowQr} leaves them.
   *
   * @param columns p arrays of m values
   * @param rotated Q'y, m values
   */
  static EffectsQr of(double[][] columns, double[] rotated, double tolerance) {
    return new EffectsQr(columns, rotated, tolerance);
  }

  /**
   * The factor of some of the columns, in the order given: the model of fewer or reordered terms.
   *
   * @param order columns of this matrix, from 0
   */
  public EffectsQr select(int[] order) {
    double[][] some = new double[order.length][];
    for (int j = 0; j < order.length; j++) {
      some[j] = columns[order[j]];
    }
    return new EffectsQr(some, rotated, tolerance);
  }

  /** The number of columns, p. */
  @Override
  public int columns() {
    return columns.length;
  }

  /** The number of columns kept, r. */
  @Override
  public int rank() {
    return qr.rank();
  }

  /** The column at a place of the factor; the first {@link #rank()} are kept. */
  @Override
  public int pivot(int place) {
    return qr.pivot(place);
  }

  /** An entry of R over the places. */
  public double r(int i, int j) {
    return qr.r(i, j);
  }

  /** The effect at a place, {@code place < rank()}. */
  public double effect(int place) {
    return effects[place];
  }

  /** The square sum of the response that lies in the span of other columns only. */
  double beyond() {
    double sum = 0;
    for (int i = rank(); i < effects.length; i++) {
      sum += effects[i] * effects[i];
    }
    return sum;
  }

  /** What a column that was not kept equals, as in {@link LimitedPivotQr#combination}. */
  @Override
  public double[] combination(int place) {
    return qr.combination(place);
  }

  /** The coefficients of the leading places, β with {@code Rβ = z}. */
  public double[] coefficients(int places) {
    double[] b = new double[places];
    for (int i = places - 1; i >= 0; i--) {
      double s = effects[i];
      for (int j = i + 1; j < places; j++) {
        s -= qr.r(i, j) * b[j];
      }
      b[i] = s / qr.r(i, i);
    }
    return b;
  }

  /** Replaces a (values by place) by {@code R'⁻¹ a}: its square sum is {@code a'(R'R)⁻¹a}. */
  public void solveTransposed(double[] a) {
    for (int i = 0; i < rank(); i++) {
      double s = a[i];
      for (int k = 0; k < i; k++) {
        s -= qr.r(k, i) * a[k];
      }
      a[i] = s / qr.r(i, i);
    }
  }

  /** Replaces a (values by place) by {@code R⁻¹ a}. */
  void solve(double[] a) {
    for (int i = rank() - 1; i >= 0; i--) {
      double s = a[i];
      for (int j = i + 1; j < rank(); j++) {
        s -= qr.r(i, j) * a[j];
      }
      a[i] = s / qr.r(i, i);
    }
  }

  /** {@code R⁻¹} over the places kept, by rows. */
  double[][] inverseFactor() {
    int n = rank();
    double[][] inv = new double[n][n];
    for (int j = 0; j < n; j++) {
      inv[j][j] = 1 / qr.r(j, j);
      for (int i = j - 1; i >= 0; i--) {
        double s = 0;
        for (int k = i + 1; k <= j; k++) {
          s -= qr.r(i, k) * inv[k][j];
        }
        inv[i][j] = s / qr.r(i, i);
      }
    }
    return inv;
  }

  /** {@code (R'R)⁻¹} over the places kept, by rows. */
  double[][] inverse() {
    int n = rank();
    double[][] inv = inverseFactor();
    double[][] out = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        double s = 0;
        for (int k = j; k < n; k++) {
          s += inv[i][k] * inv[j][k];
        }
        out[i][j] = s;
        out[j][i] = s;
      }
    }
    return out;
  }
}
