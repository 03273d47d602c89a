package dev.henderson.stats.design;

import dev.henderson.stats.linalg.LimitedPivotQr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which columns of a model matrix depend on earlier ones, by R's limited pivoting. */
final class RankCheck {
  /** Below this share of its square norm a column is looked at with the exact method. */
  private static final double CLEAR = 1e-6;

  private final int[] kept;
  private final List<AliasedColumn> aliased;

  private RankCheck(int[] kept, List<AliasedColumn> aliased) {
    this.kept = kept;
    this.aliased = aliased;
  }

  static RankCheck of(ModelMatrix x) {
    int p = x.columns();
    if (p <= x.rows() && isClearlyFull(x)) {
      int[] all = new int[p];
      Arrays.setAll(all, j -> j);
      return new RankCheck(all, List.of());
    }
    LimitedPivotQr qr = LimitedPivotQr.of(x.rows(), x.toColumns());
    int[] kept = new int[qr.rank()];
    Arrays.setAll(kept, qr::pivot);
    List<AliasedColumn> aliased = new ArrayList<>();
    for (int place = qr.rank(); place < p; place++) {
      aliased.add(aliased(x, qr, place));
    }
    return new RankCheck(kept, List.copyOf(aliased));
  }

  private static AliasedColumn aliased(ModelMatrix x, LimitedPivotQr qr, int place) {
    double[] a = qr.combination(place);
    List<String> names = new ArrayList<>();
    List<Double> coefficients = new ArrayList<>();
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i]) > 1e-6) {
        names.add(x.columnNames().get(qr.pivot(i)));
        double whole = Math.rint(a[i]);
        coefficients.add(Math.abs(a[i] - whole) < 1e-6 ? whole : a[i]);
      }
    }
    int column = qr.pivot(place);
    return new AliasedColumn(x.columnNames().get(column), column, names, coefficients);
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

  int rank() {
    return kept.length;
  }

  int[] kept() {
    return kept.clone();
  }

  List<AliasedColumn> aliased() {
    return aliased;
  }
}
