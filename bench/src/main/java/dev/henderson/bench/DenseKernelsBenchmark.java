package dev.henderson.bench;

import dev.henderson.stats.linalg.DenseKernels;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The dense kernels on a well-conditioned matrix, m × m. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DenseKernelsBenchmark {
  /** Vectors in one rank update, as many as the engine gathers. */
  static final int RANK = 32;

  /** Rows of the matrix. */
  @Param({"200", "500", "1000", "2000", "4000"})
  public int m;

  /** The matrix, symmetric. */
  double[][] matrix;

  /** The upper factor of the matrix. */
  double[][] factor;

  /** What the benchmarks write. */
  double[][] result;

  /** The vectors of the rank update. */
  double[][] vectors;

  /** Makes the matrix, seeded, and factors it once. */
  @Setup
  public void setUp() {
    Random random = new Random(1);
    matrix = new double[m][m];
    factor = new double[m][m];
    result = new double[m][m];
    vectors = new double[RANK][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i][j] = random.nextGaussian() / Math.sqrt(m);
        matrix[j][i] = matrix[i][j];
      }
      matrix[i][i] = 4 + random.nextDouble();
      for (int t = 0; t < RANK; t++) {
        vectors[t][i] = 0.1 * random.nextGaussian();
      }
    }
    copy(matrix, factor);
    if (!DenseKernels.PLAIN.cholesky(factor, m)) {
      throw new IllegalStateException("the matrix of the benchmark is not positive definite");
    }
  }

  private void copy(double[][] from, double[][] to) {
    for (int i = 0; i < m; i++) {
      System.arraycopy(from[i], i, to[i], i, m - i);
    }
  }

  /** U with U'U = A; m³/3 operations, and a copy of the matrix. */
  @Benchmark
  public double[][] cholesky() {
    copy(matrix, result);
    DenseKernels.PLAIN.cholesky(result, m);
    return result;
  }

  /** The inverse from the factor; 2 m³/3 operations. */
  @Benchmark
  public double[][] inverse() {
    DenseKernels.PLAIN.inverse(factor, m, result);
    return result;
  }

  /** A − W W' with {@link #RANK} columns; and a copy of the matrix. */
  @Benchmark
  public double[][] rankUpdate() {
    copy(matrix, result);
    DenseKernels.PLAIN.subtractOuter(result, m, vectors, RANK);
    return result;
  }
}
