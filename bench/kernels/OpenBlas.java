import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Random;

/**
 * What OpenBLAS makes of the matrices of DenseKernelsBenchmark, through the foreign-function
 * interface. JDK 22 or later; see bench/README.md.
 */
class OpenBlas {
  public static void main(String[] args) throws Throwable {
    System.load(args[0]);
    int threads = Integer.parseInt(args[1]);
    SymbolLookup lookup = SymbolLookup.loaderLookup();
    Linker linker = Linker.nativeLinker();
    linker
        .downcallHandle(
            lookup.find("openblas_set_num_threads").orElseThrow(),
            FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
        .invoke(threads);
    ValueLayout address = ValueLayout.ADDRESS;
    FunctionDescriptor five =
        FunctionDescriptor.ofVoid(address, address, address, address, address);
    MethodHandle potrf = linker.downcallHandle(lookup.find("dpotrf_").orElseThrow(), five);
    MethodHandle potri = linker.downcallHandle(lookup.find("dpotri_").orElseThrow(), five);
    for (int m : new int[] {200, 500, 1000, 2000, 4000}) {
      double[] a = matrix(m);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment uplo = arena.allocateFrom("L");
        MemorySegment size = arena.allocate(4);
        MemorySegment info = arena.allocate(4);
        size.set(ValueLayout.JAVA_INT, 0, m);
        MemorySegment block = arena.allocate(8L * m * m, 64);
        double factor = Double.POSITIVE_INFINITY;
        double inverse = Double.POSITIVE_INFINITY;
        long end = System.nanoTime() + 3_000_000_000L;
        while (System.nanoTime() < end) {
          MemorySegment.copy(a, 0, block, ValueLayout.JAVA_DOUBLE, 0, a.length);
          long t0 = System.nanoTime();
          potrf.invoke(uplo, size, block, size, info);
          long t1 = System.nanoTime();
          potri.invoke(uplo, size, block, size, info);
          long t2 = System.nanoTime();
          factor = Math.min(factor, (t1 - t0) * 1e-6);
          inverse = Math.min(inverse, (t2 - t1) * 1e-6);
        }
        System.out.printf("m %d: cholesky %.2f ms, inverse %.2f ms (best)%n", m, factor, inverse);
      }
    }
  }

  private static double[] matrix(int m) {
    Random random = new Random(1);
    double[] a = new double[m * m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < i; j++) {
        a[i * m + j] = random.nextGaussian() / Math.sqrt(m);
        a[j * m + i] = a[i * m + j];
      }
      a[i * m + i] = 4 + random.nextDouble();
    }
    return a;
  }
}
