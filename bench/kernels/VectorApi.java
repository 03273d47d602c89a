import java.util.Random;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The operation the dense kernels are made of, C −= B'B with 64 rows of B, in plain loops as in
 * PlainKernels and in registers by the Vector API; see bench/README.md.
 */
class VectorApi {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int TILE = 512;
  private static final int RANK = 64;

  public static void main(String[] args) {
    for (int m : new int[] {512, 1024, 2048, 4096}) {
      double[][] c = new double[m][m];
      double[][] b = new double[RANK][];
      for (int k = 0; k < RANK; k++) {
        b[k] = new Random(k).doubles(m, -1e-3, 1e-3).toArray();
      }
      double plain = best(() -> plain(c, b, m));
      double vector = best(() -> vector(c, b, m));
      System.out.printf("m %d: plain %.2f ms, Vector API %.2f ms (best)%n", m, plain, vector);
    }
  }

  private static double best(Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    long end = System.nanoTime() + 3_000_000_000L;
    while (System.nanoTime() < end) {
      long t = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - t) * 1e-6);
    }
    return best;
  }

  private static void plain(double[][] c, double[][] b, int m) {
    for (int j0 = 0; j0 < m; j0 += TILE) {
      for (int i = 0; i < m; i++) {
        for (int k = 0; k < RANK; k += 4) {
          row(c[i], j0, j0 + TILE, b[k], b[k + 1], b[k + 2], b[k + 3],
              b[k][i], b[k + 1][i], b[k + 2][i], b[k + 3][i]);
        }
      }
    }
  }

  private static void row(double[] c, int from, int to, double[] b0, double[] b1, double[] b2,
      double[] b3, double x0, double x1, double x2, double x3) {
    for (int j = from; j < to; j++) {
      c[j] -= x0 * b0[j] + x1 * b1[j] + x2 * b2[j] + x3 * b3[j];
    }
  }

  private static void vector(double[][] c, double[][] b, int m) {
    for (int j0 = 0; j0 < m; j0 += TILE) {
      for (int i = 0; i < m; i += 4) {
        for (int j = j0; j < j0 + TILE; j += 2 * L) {
          tile(c[i], c[i + 1], c[i + 2], c[i + 3], j, b, i);
        }
      }
    }
  }

  /** Four rows by two vectors, which stay in registers. */
  private static void tile(double[] c0, double[] c1, double[] c2, double[] c3, int j, double[][] b,
      int i) {
    DoubleVector a00 = DoubleVector.fromArray(S, c0, j);
    DoubleVector a01 = DoubleVector.fromArray(S, c0, j + L);
    DoubleVector a10 = DoubleVector.fromArray(S, c1, j);
    DoubleVector a11 = DoubleVector.fromArray(S, c1, j + L);
    DoubleVector a20 = DoubleVector.fromArray(S, c2, j);
    DoubleVector a21 = DoubleVector.fromArray(S, c2, j + L);
    DoubleVector a30 = DoubleVector.fromArray(S, c3, j);
    DoubleVector a31 = DoubleVector.fromArray(S, c3, j + L);
    for (double[] bk : b) {
      DoubleVector p = DoubleVector.fromArray(S, bk, j);
      DoubleVector q = DoubleVector.fromArray(S, bk, j + L);
      DoubleVector x = DoubleVector.broadcast(S, -bk[i]);
      a00 = p.fma(x, a00);
      a01 = q.fma(x, a01);
      x = DoubleVector.broadcast(S, -bk[i + 1]);
      a10 = p.fma(x, a10);
      a11 = q.fma(x, a11);
      x = DoubleVector.broadcast(S, -bk[i + 2]);
      a20 = p.fma(x, a20);
      a21 = q.fma(x, a21);
      x = DoubleVector.broadcast(S, -bk[i + 3]);
      a30 = p.fma(x, a30);
      a31 = q.fma(x, a31);
    }
    a00.intoArray(c0, j);
    a01.intoArray(c0, j + L);
    a10.intoArray(c1, j);
    a11.intoArray(c1, j + L);
    a20.intoArray(c2, j);
    a21.intoArray(c2, j + L);
    a30.intoArray(c3, j);
    a31.intoArray(c3, j + L);
  }
}
