package dev.henderson.stats.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels against their definitions, at sizes around the edges of panels, tiles and shares. */
class DenseKernelsTest {
  private static final DenseKernels KERNELS = DenseKernels.PLAIN;

  private static double[][] matrix(int m) {
    Random random = new Random(m);
    double[][] a = new double[m][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < i; j++) {
        a[i][j] = random.nextGaussian() / Math.sqrt(m);
        a[j][i] = a[i][j];
      }
      a[i][i] = 4 + random.nextDouble();
    }
    return a;
  }

  private static double[][] factor(double[][] a) {
    double[][] u = copy(a);
    assertTrue(KERNELS.cholesky(u, a.length));
    return u;
  }

  private static double[][] copy(double[][] a) {
    double[][] b = new double[a.length][];
    for (int i = 0; i < b.length; i++) {
      b[i] = a[i].clone();
    }
    return b;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 63, 64, 65, 130, 401, 577, 1100})
  void factorTimesItselfIsTheMatrix(int m) {
    double[][] a = matrix(m);
    double[][] u = factor(a);
    for (int i = 0; i < m; i += 1 + m / 50) {
      for (int j = i; j < m; j++) {
        double s = 0;
        for (int k = 0; k <= i; k++) {
          s += u[k][i] * u[k][j];
        }
        assertEquals(a[i][j], s, 1e-10);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64, 65, 130, 401, 577, 1100})
  void inverseTimesTheMatrixIsTheIdentity(int m) {
    double[][] a = matrix(m);
    double[][] inverse = new double[m][m];
    KERNELS.inverse(factor(a), m, inverse);
    for (int i = 0; i < m; i += 1 + m / 50) {
      for (int j = 0; j < m; j++) {
        double s = 0;
        for (int k = 0; k < m; k++) {
          s += inverse[Math.min(i, k)][Math.max(i, k)] * a[k][j];
        }
        assertEquals(i == j ? 1 : 0, s, 1e-10);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 130, 577})
  void rankUpdateTakesTheOuterProducts(int m) {
    double[][] a = matrix(m);
    double[][] w = new double[7][];
    for (int t = 0; t < w.length; t++) {
      w[t] = new Random(t).doubles(m).toArray();
    }
    double[][] c = copy(a);
    KERNELS.subtractOuter(c, m, w, w.length);
    for (int i = 0; i < m; i++) {
      for (int j = i; j < m; j++) {
        double s = a[i][j];
        for (double[] wt : w) {
          s -= wt[i] * wt[j];
        }
        assertEquals(s, c[i][j], 1e-10);
      }
    }
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws Exception {
    int m = 700;
    ForkJoinPool one = new ForkJoinPool(1);
    ForkJoinPool four = new ForkJoinPool(4);
    try {
      double[][][] alone = one.submit(() -> factorAndInverse(m)).get();
      double[][][] shared = four.submit(() -> factorAndInverse(m)).get();
      for (int i = 0; i < m; i++) {
        assertArrayEquals(alone[0][i], shared[0][i], 0);
        assertArrayEquals(alone[1][i], shared[1][i], 0);
      }
    } finally {
      one.shutdown();
      four.shutdown();
    }
  }

  private static double[][][] factorAndInverse(int m) {
    double[][] u = factor(matrix(m));
    double[][] inverse = new double[m][m];
    KERNELS.inverse(u, m, inverse);
    return new double[][][] {u, inverse};
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 64, 99})
  void notPositiveDefiniteIsSaid(int place) {
    double[][] a = matrix(100);
    a[place][place] = -1;
    assertFalse(KERNELS.cholesky(a, 100));
    double[][] b = matrix(100);
    b[place][place] = Double.NaN;
    assertFalse(KERNELS.cholesky(b, 100));
  }
}
