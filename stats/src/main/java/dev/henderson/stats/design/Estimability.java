package dev.henderson.stats.design;

import dev.henderson.stats.linalg.LimitedPivotQr;
import dev.henderson.stats.linalg.PivotedColumns;
import dev.henderson.stats.matrix.MatrixRows;
import dev.henderson.stats.matrix.ModelMatrix;
import dev.henderson.stats.model.LinearFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which linear functions of p coefficients the data tell, where columns of the model matrix depend
 * on others: those that stay the same when an aliased coefficient is traded for the ones its column
 * equals. The one check behind predictions, marginal means, contrasts and tests. Immutable.
 */
public final class Estimability {
  /** A function is estimable if it agrees with every alias to this share of its size. */
  private static final double AGREES = 1e-6;

  /** Below this share of its square norm a column is looked at with the exact method. */
  private static final double CLEAR = 1e-6;

  /** A coefficient this near to a whole number is one, or none. */
  private static final double ROUNDING = 1e-6;

  private final int columns;
  private final int[] kept;
  private final List<AliasedColumn> aliased;
  private final List<double[]> aliases;

  private Estimability(List<String> names, int[] kept, List<AliasedColumn> aliased) {
    this.columns = names.size();
    this.kept = kept;
    this.aliased = List.copyOf(aliased);
    this.aliases = aliases(names, aliased);
  }

  /** What the columns of a factorisation say. */
  public static Estimability of(List<String> names, PivotedColumns pivots) {
    List<AliasedColumn> aliased = new ArrayList<>();
    for (int place = pivots.rank(); place < pivots.columns(); place++) {
      double[] a = pivots.combination(place);
      List<String> equals = new ArrayList<>();
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < a.length; i++) {
        if (Math.abs(a[i]) > ROUNDING) {
          equals.add(names.get(pivots.pivot(i)));
          double whole = Math.rint(a[i]);
          times.add(Math.abs(a[i] - whole) < ROUNDING ? whole : a[i]);
        }
      }
      int column = pivots.pivot(place);
      aliased.add(new AliasedColumn(names.get(column), column, equals, times));
    }
    int[] kept = new int[pivots.rank()];
    Arrays.setAll(kept, pivots::pivot);
    Arrays.sort(kept);
    return new Estimability(names, kept, aliased);
  }

  /** What is known of columns and what the aliased ones equal. */
  public static Estimability of(List<String> names, List<AliasedColumn> aliased) {
    boolean[] left = new boolean[names.size()];
    aliased.forEach(a -> left[a.column()] = true);
    int[] kept = new int[names.size() - aliased.size()];
    int at = 0;
    for (int j = 0; j < left.length; j++) {
      if (!left[j]) {
        kept[at++] = j;
      }
    }
    return new Estimability(names, kept, aliased);
  }

  /** The columns of a matrix that depend on earlier ones, by R's limited pivoting. */
  static Estimability of(ModelMatrix x) {
    if (x.columns() <= x.rows() && isClearlyFull(x)) {
      return of(x.columnNames(), List.of());
    }
    return of(x.columnNames(), LimitedPivotQr.of(x.rows(), x.toColumns()));
  }

  /**
   * A Cholesky factor of X'X without a small pivot: no column comes near to depending on others.
   */
  private static boolean isClearlyFull(ModelMatrix x) {
    int p = x.columns();
    double[] s = new double[p * p];
    int[] at = new int[p];
    double[] v = new double[p];
    MatrixRows rows = x.read();
    for (int row = 0; row < x.rows(); row++) {
      int count = rows.copyNonZeros(row, at, v);
      for (int a = 0; a < count; a++) {
        int base = at[a] * p;
        for (int b = 0; b <= a; b++) {
          s[base + at[b]] += v[a] * v[b];
        }
      }
    }
    for (int j = 0; j < p; j++) {
      double first = s[j * p + j];
      for (int i = 0; i <= j; i++) {
        double sum = s[j * p + i];
        for (int k = 0; k < i; k++) {
          sum -= s[i * p + k] * s[j * p + k];
        }
        if (i < j) {
          s[j * p + i] = sum / s[i * p + i];
        } else if (!(sum > CLEAR * first) || first == 0) {
          return false;
        } else {
          s[j * p + j] = Math.sqrt(sum);
        }
      }
    }
    return true;
  }

  /** Each alias as the vector of coefficients that leaves all fitted values alone. */
  private static List<double[]> aliases(List<String> names, List<AliasedColumn> aliased) {
    if (aliased.isEmpty()) {
      return List.of();
    }
    Map<String, Integer> place = new HashMap<>();
    for (int j = 0; j < names.size(); j++) {
      place.put(names.get(j), j);
    }
    List<double[]> out = new ArrayList<>();
    for (AliasedColumn column : aliased) {
      double[] free = new double[names.size()];
      free[column.column()] = -1;
      for (int i = 0; i < column.equals().size(); i++) {
        free[place.get(column.equals().get(i))] = column.coefficients().get(i);
      }
      out.add(free);
    }
    return out;
  }

  /** The number of columns, p. */
  public int columns() {
    return columns;
  }

  /** The number of independent columns, r. */
  public int rank() {
    return kept.length;
  }

  /** Whether every function is estimable. */
  public boolean isFull() {
    return aliased.isEmpty();
  }

  /** The columns that do not depend on earlier ones, ascending; a copy. */
  public int[] kept() {
    return kept.clone();
  }

  /** The columns that depend on earlier ones, with what they equal. */
  public List<AliasedColumn> aliased() {
    return aliased;
  }

  /** Whether the data tell the value of a function of the p coefficients. */
  public boolean isEstimable(LinearFunction l) {
    for (double[] alias : aliases) {
      if (Math.abs(l.times(alias)) > AGREES * l.size(alias)) {
        return false;
      }
    }
    return true;
  }

  /** How far each alias moves a function; all zero if it is estimable. */
  public double[] aliasing(LinearFunction l) {
    double[] out = new double[aliases.size()];
    for (int i = 0; i < out.length; i++) {
      double[] alias = aliases.get(i);
      double moved = l.times(alias);
      out[i] = Math.abs(moved) > AGREES * l.size(alias) ? moved : 0;
    }
    return out;
  }
}
