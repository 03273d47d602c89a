package dev.henderson.stats.criterion;

import dev.henderson.stats.factor.RelativeCovariance;
import dev.henderson.stats.linalg.SmallMatrices;
import dev.henderson.stats.products.CrossProducts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The levels of the only grouping, gathered into classes with equal {@code A_j = Z_j'W Z_j}.
 *
 * <p>Levels of a class share one k × k Cholesky factor, and all else a criterion and its
 * derivatives need of them is the moment matrix {@code Q = sum_j vec(B_j) vec(B_j)'} of {@code B_j
 * = Z_j'W[X_j y_j]}, k × (p + 1). An evaluation then takes {@code O(classes k² (p + 1)²)}, however
 * many levels there are: for random intercepts the classes are the distinct group sizes.
 */
final class LevelClasses {
  private static final double SAME = 1e-12;

  private final int k;
  private final int width;
  private final int count;

  /** Per class: levels, A (k × k), Q ((k w)², index (a, x) = a w + x). */
  private final double[] size;

  private final double[][] a;
  private final double[][] q;

  /** Per class, of the last evaluation: M^-1 and M^-1 lambda', k × k. */
  private final double[][] inverse;

  private final double[][] h;

  private LevelClasses(
      int k, int width, List<double[]> sizes, List<double[]> as, List<double[]> qs) {
    this.k = k;
    this.width = width;
    count = as.size();
    size = new double[count];
    a = as.toArray(double[][]::new);
    q = qs.toArray(double[][]::new);
    for (int c = 0; c < count; c++) {
      size[c] = sizes.get(c)[0];
      for (int i = 0; i < k * k; i++) {
        a[c][i] /= size[c];
      }
    }
    inverse = new double[count][k * k];
    h = new double[count][k * k];
  }

  /** The classes, or null if there are several groupings or too many classes to gain anything. */
  static LevelClasses of(CrossProducts cross) {
    if (cross.groupings().size() != 1) {
      return null;
    }
    int k = cross.groupings().get(0).effects();
    int width = cross.width();
    int levels = cross.groupings().get(0).levels();
    int most = levels / (4 * k * width);
    double largest = 0;
    for (int i = 0; i < cross.diagonalSize(0); i++) {
      largest = Math.max(largest, Math.abs(cross.diagonal(0, i)));
    }
    Map<List<Long>, Integer> index = new HashMap<>();
    int[] classOf = new int[levels];
    for (int j = 0; j < levels; j++) {
      List<Long> key = new ArrayList<>(k * k);
      for (int i = 0; i < k * k; i++) {
        key.add(Math.round(cross.diagonal(0, j * k * k + i) / (largest * SAME)));
      }
      classOf[j] = index.computeIfAbsent(key, x -> index.size());
      if (index.size() > most) {
        return null;
      }
    }
    int n = k * width;
    List<double[]> sizes = new ArrayList<>();
    List<double[]> as = new ArrayList<>();
    List<double[]> qs = new ArrayList<>();
    for (int c = 0; c < index.size(); c++) {
      sizes.add(new double[1]);
      as.add(new double[k * k]);
      qs.add(new double[n * n]);
    }
    double[] b = new double[n];
    for (int j = 0; j < levels; j++) {
      int c = classOf[j];
      sizes.get(c)[0]++;
      for (int i = 0; i < k * k; i++) {
        as.get(c)[i] += cross.diagonal(0, j * k * k + i);
      }
      double[] moments = qs.get(c);
      cross.copyEffects(j * k, k, b);
      for (int i = 0; i < n; i++) {
        double v = b[i];
        for (int t = 0; t < n; t++) {
          moments[i * n + t] += v * b[t];
        }
      }
    }
    return new LevelClasses(k, width, sizes, as, qs);
  }

  /** The number of classes. */
  int count() {
    return count;
  }

  /**
   * Factors M at lambda and takes the random effects out of {@code [X y]'W[X y]}.
   *
   * @param border the cross products of [X y], reduced in place
   * @return log |M|; NaN if M is not positive definite
   */
  double update(double[] lambda, double[] border) {
    double log = 0;
    double[] work = new double[k * k];
    double[] m = new double[k * k];
    double[] l = new double[k * k];
    double[] transposed = SmallMatrices.transpose(lambda, k);
    for (int c = 0; c < count; c++) {
      SmallMatrices.congruence(lambda, a[c], 0, m, 0, k, work);
      for (int i = 0; i < k; i++) {
        m[i * k + i] += 1;
      }
      if (!SmallMatrices.cholesky(m, 0, k)) {
        return Double.NaN;
      }
      for (int i = 0; i < k; i++) {
        log += 2 * size[c] * Math.log(m[i * k + i]);
      }
      SmallMatrices.invertLower(m, 0, k, l, 0);
      double[] lt = SmallMatrices.transpose(l, k);
      inverse[c] = SmallMatrices.timesTranspose(lt, k);
      h[c] = SmallMatrices.product(inverse[c], transposed, k);
      double[] hat = SmallMatrices.product(lambda, h[c], k);
      subtract(border, hat, q[c]);
    }
    return log;
  }

  /** border −= sum over a, b of hat[a, b] Q[(a, ·), (b, ·)]. */
  private void subtract(double[] border, double[] hat, double[] moments) {
    int n = k * width;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double v = hat[i * k + j];
        for (int x = 0; x < width; x++) {
          int row = (i * width + x) * n + j * width;
          for (int y = 0; y < width; y++) {
            border[x * width + y] -= v * moments[row + y];
          }
        }
      }
    }
  }

  /**
   * Writes T and U of the last update.
   *
   * @param borderInverse inverse of the lower factor of the reduced border
   * @param first first column of [X y] that counts in {@code ux}
   */
  void sums(double[] borderInverse, int first, double[] t, double[] ux, double[] uy) {
    Arrays.fill(t, 0);
    Arrays.fill(ux, 0);
    Arrays.fill(uy, 0);
    int p = width - 1;
    double[] weightX = new double[width * width];
    double[] weightY = new double[width * width];
    for (int c = first; c <= p; c++) {
      double[] to = c == p ? weightY : weightX;
      for (int x = 0; x <= c; x++) {
        for (int y = 0; y <= c; y++) {
          to[x * width + y] += borderInverse[c * width + x] * borderInverse[c * width + y];
        }
      }
    }
    for (int c = 0; c < count; c++) {
      for (int i = 0; i < k * k; i++) {
        t[i] += size[c] * inverse[c][i];
      }
      if (first < p) {
        addCongruence(ux, h[c], contract(q[c], weightX));
      }
      addCongruence(uy, h[c], contract(q[c], weightY));
    }
  }

  /** sum over x, y of weight[x, y] Q[(·, x), (·, y)], k × k. */
  private double[] contract(double[] moments, double[] weight) {
    int n = k * width;
    double[] out = new double[k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double s = 0;
        for (int x = 0; x < width; x++) {
          int row = (i * width + x) * n + j * width;
          for (int y = 0; y < width; y++) {
            s += weight[x * width + y] * moments[row + y];
          }
        }
        out[i * k + j] = s;
      }
    }
    return out;
  }

  private void addCongruence(double[] to, double[] x, double[] middle) {
    double[] product =
        SmallMatrices.product(
            SmallMatrices.product(x, middle, k), SmallMatrices.transpose(x, k), k);
    for (int i = 0; i < k * k; i++) {
      to[i] += product[i];
    }
  }

  /**
   * Average information at the last update, as {@link AverageInformation} for any model.
   *
   * @param border lower factor of the reduced border; its inverse beside it
   */
  void information(
      RelativeCovariance cov, double[] border, double[] borderInverse, double nu, double[] into) {
    int m = cov.size();
    int p = width - 1;
    int n = k * width;
    double r = border[p * width + p];
    double s2 = r * r / nu;
    double[] rho = new double[width];
    for (int x = 0; x < width; x++) {
      rho[x] = r * borderInverse[p * width + x];
    }
    double[] slopes = new double[m];
    double[][] xs = new double[m][p];
    Arrays.fill(into, 0);
    double[] lambda = cov.toArray();
    double[] inverseTransposed = SmallMatrices.transpose(cov.inverseToArray(), k);
    for (int c = 0; c < count; c++) {
      double[] qr = new double[n * k];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < k; j++) {
          for (int y = 0; y < width; y++) {
            qr[i * k + j] += q[c][i * n + j * width + y] * rho[y];
          }
        }
      }
      double[] mr = new double[k * k];
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          for (int x = 0; x < width; x++) {
            mr[i * k + j] += rho[x] * qr[(i * width + x) * k + j];
          }
        }
      }
      double[] back = SmallMatrices.product(inverseTransposed, h[c], k);
      double[] hat = SmallMatrices.product(lambda, h[c], k);
      double[] rest = SmallMatrices.product(hat, a[c], k);
      for (int i = 0; i < k * k; i++) {
        rest[i] = (i % (k + 1) == 0 ? 1 : 0) - rest[i];
      }
      double[] inner = SmallMatrices.product(a[c], rest, k);
      double[][] d = new double[m][];
      for (int t = 0; t < m; t++) {
        d[t] = SmallMatrices.product(direction(cov, t), back, k);
        double[] nsn = SmallMatrices.product(SmallMatrices.transpose(back, k), d[t], k);
        slopes[t] += inner(nsn, mr);
        double[] w = SmallMatrices.product(rest, d[t], k);
        for (int x = 0; x < p; x++) {
          for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
              xs[t][x] += w[i * k + j] * qr[(i * width + x) * k + j];
            }
          }
        }
      }
      for (int s = 0; s < m; s++) {
        double[] left = SmallMatrices.product(SmallMatrices.transpose(d[s], k), inner, k);
        for (int t = 0; t < m; t++) {
          into[s * m + t] += inner(SmallMatrices.product(left, d[t], k), mr);
        }
      }
    }
    for (int t = 0; t < m; t++) {
      for (int x = 0; x < p; x++) {
        for (int y = 0; y < x; y++) {
          xs[t][x] -= border[x * width + y] * xs[t][y];
        }
        xs[t][x] /= border[x * width + x];
      }
    }
    for (int s = 0; s < m; s++) {
      for (int t = 0; t < m; t++) {
        for (int x = 0; x < p; x++) {
          into[s * m + t] -= xs[s][x] * xs[t][x];
        }
        into[s * m + t] = into[s * m + t] / s2 - slopes[s] / s2 * (slopes[t] / s2) / nu;
      }
    }
  }

  /** S_t = dlambda_t lambda' + lambda dlambda_t'. */
  private double[] direction(RelativeCovariance cov, int t) {
    double[] s = new double[k * k];
    for (int i = 0; i < k; i++) {
      double v = cov.lambda(i, cov.column(t));
      s[cov.row(t) * k + i] += v;
      s[i * k + cov.row(t)] += v;
    }
    return s;
  }

  private double inner(double[] x, double[] y) {
    double s = 0;
    for (int i = 0; i < k * k; i++) {
      s += x[i] * y[i];
    }
    return s;
  }
}
