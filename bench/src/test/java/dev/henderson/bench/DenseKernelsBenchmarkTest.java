package dev.henderson.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is timed is right: each benchmark's result against the definition. */
class DenseKernelsBenchmarkTest {
  private static DenseKernelsBenchmark benchmark(int m) {
    DenseKernelsBenchmark b = new DenseKernelsBenchmark();
    b.m = m;
    b.setUp();
    return b;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 64, 67, 200})
  void choleskyFactorsTheMatrix(int m) {
    DenseKernelsBenchmark b = benchmark(m);
    double[][] u = b.cholesky();
    for (int i = 0; i < m; i++) {
      for (int j = i; j < m; j++) {
        double s = 0;
        for (int t = 0; t <= i; t++) {
          s += u[t][i] * u[t][j];
        }
        assertEquals(b.matrix[i][j], s, 1e-12);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 64, 67, 200})
  void inverseTimesMatrixIsTheIdentity(int m) {
    DenseKernelsBenchmark b = benchmark(m);
    double[][] p = b.inverse();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        double s = 0;
        for (int t = 0; t < m; t++) {
          s += p[Math.min(i, t)][Math.max(i, t)] * b.matrix[t][j];
        }
        assertEquals(i == j ? 1 : 0, s, 1e-12);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 64, 67, 200})
  void rankUpdateSubtractsTheProducts(int m) {
    DenseKernelsBenchmark b = benchmark(m);
    double[][] a = b.rankUpdate();
    for (int i = 0; i < m; i++) {
      for (int j = i; j < m; j++) {
        double s = b.matrix[i][j];
        for (double[] w : b.vectors) {
          s -= w[i] * w[j];
        }
        assertEquals(s, a[i][j], 1e-12);
      }
    }
  }
}
