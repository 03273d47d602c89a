package dev.henderson.stats.criterion;

import dev.henderson.stats.factor.RelativeCovariance;
import dev.henderson.stats.products.CrossProducts;
import java.util.Arrays;
import java.util.List;

/**
 * The average of observed and expected information in theta [Gilmour 1995]: a positive semidefinite
 * stand-in for the Hessian of the profiled criterion that costs one product with Z'WZ and one
 * forward solve per parameter.
 *
 * <p>With {@code c = Z'Py = Lambda^-T u} and {@code S_k = dlambda_k lambda' + lambda dlambda_k'},
 * {@code H_kl = c'S_k [Z'PZ] S_l c / s² − h_k h_l / nu}, {@code h_k = c'S_k c / s²}.
 */
final class AverageInformation {
  private AverageInformation() {}

  /** Writes H, m × m, at the last evaluation with derivatives. */
  static void at(ProfiledDeviance f, double[] into) {
    CrossProducts a = f.crossProducts();
    int m = f.size();
    int q = a.randomEffects();
    int p = a.rank();
    int width = a.width();
    double r2 = f.r2();
    double s2 = r2 / f.nu();
    double[] v = new double[q * m];
    double[] h = new double[m];
    directions(f, Math.sqrt(r2), v, h);
    double[] av = a.times(v, m);
    double[] z = f.problem().lambda().transposedTimes(av, m);
    f.problem().factor().forward(z, m);
    double[] x = new double[p * m];
    double[] lz = f.problem().lz();
    for (int row = 0; row < q; row++) {
      for (int j = 0; j < p; j++) {
        double zxv = a.zx(row, j);
        double lzv = lz[row * width + j];
        for (int c = 0; c < m; c++) {
          x[j * m + c] += zxv * v[row * m + c] - lzv * z[row * m + c];
        }
      }
    }
    double[] lxx = f.problem().lxx();
    for (int j = 0; j < p; j++) {
      for (int c = 0; c < m; c++) {
        double s = x[j * m + c];
        for (int t = 0; t < j; t++) {
          s -= lxx[j * width + t] * x[t * m + c];
        }
        x[j * m + c] = s / lxx[j * width + j];
      }
    }
    Arrays.fill(into, 0);
    for (int row = 0; row < q; row++) {
      addOuter(into, v, av, row * m, m, 1);
      addOuter(into, z, z, row * m, m, -1);
    }
    for (int j = 0; j < p; j++) {
      addOuter(into, x, x, j * m, m, -1);
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j <= i; j++) {
        double s = (into[i * m + j] + into[j * m + i]) / (2 * s2);
        s -= h[i] / s2 * (h[j] / s2) / f.nu();
        into[i * m + j] = s;
        into[j * m + i] = s;
      }
    }
  }

  private static void addOuter(double[] to, double[] x, double[] y, int at, int m, double sign) {
    for (int i = 0; i < m; i++) {
      double xi = sign * x[at + i];
      if (xi != 0) {
        for (int j = 0; j < m; j++) {
          to[i * m + j] += xi * y[at + j];
        }
      }
    }
  }

  /** Columns S_k c, and c'S_k c. */
  private static void directions(ProfiledDeviance f, double r, double[] v, double[] h) {
    CrossProducts a = f.crossProducts();
    int m = f.size();
    int y = a.rank();
    List<RelativeCovariance> lambda = f.lambda();
    for (int g = 0; g < lambda.size(); g++) {
      RelativeCovariance cov = lambda.get(g);
      int k = a.groupings().get(g).effects();
      double[] inverse = cov.inverseToArray();
      double[] l = cov.toArray();
      double[] c = new double[k];
      for (int at = a.offset(g); at < a.offset(g + 1); at += k) {
        for (int i = 0; i < k; i++) {
          c[i] = 0;
          for (int t = 0; t < k; t++) {
            c[i] += inverse[t * k + i] * f.problem().mode(at + t, y) * r;
          }
        }
        for (int t = 0; t < cov.size(); t++) {
          int row = cov.row(t);
          int column = cov.column(t);
          int parameter = cov.offset() + t;
          double lc = 0;
          for (int i = 0; i < k; i++) {
            lc += l[i * k + column] * c[i];
          }
          // S c = e_row (lambda'c)_column + lambda e_column c_row
          v[(at + row) * m + parameter] += lc;
          for (int i = 0; i < k; i++) {
            v[(at + i) * m + parameter] += l[i * k + column] * c[row];
          }
          h[parameter] += 2 * c[row] * lc;
        }
      }
    }
  }
}
