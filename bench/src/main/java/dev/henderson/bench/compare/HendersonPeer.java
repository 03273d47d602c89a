package dev.henderson.bench.compare;

import dev.henderson.stats.lmm.LmmFit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tech.tablesaw.api.Table;

/**
 * This program's side of the comparison; what all sides do is in {@code bench/README.md}: read the
 * file, say "@ready", then fit at each line of input and say how it went.
 */
final class HendersonPeer {
  /** The least and the most time for warming up. */
  private static final double WARM_UP_SECONDS = 6;

  private static final double LONGEST_WARM_UP_SECONDS = 30;

  /** Milliseconds of compilation in a second of fitting below which the compiler has finished. */
  private static final long COMPILED = 20;

  /** Shorter fits are timed as the mean of several, here and in all peers. */
  private static final double SHORT = 0.5;

  private static final int REPEATS = 5;

  private HendersonPeer() {}

  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Case model = Case.of(args[0]);
    Table table = model.table();
    warmUp(model, table);
    out.println("@ready\tJava " + Runtime.version().feature());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      long start = System.nanoTime();
      LmmFit fit = model.model(table).fit();
      double seconds = (System.nanoTime() - start) * 1e-9;
      if (seconds < SHORT) {
        start = System.nanoTime();
        for (int i = 0; i < REPEATS; i++) {
          fit = model.model(table).fit();
        }
        seconds = (System.nanoTime() - start) * 1e-9 / REPEATS;
      }
      out.println(
          "@fit\t" + seconds + "\t" + fit.evaluations() + "\t" + fit.criterion() + "\t" + peak());
    }
  }

  /** Fits until the just-in-time compiler has nothing more to do, or it takes too long. */
  private static void warmUp(Case model, Table table) {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long begin = System.nanoTime();
    double elapsed = 0;
    long compiled = COMPILED;
    while (elapsed < WARM_UP_SECONDS || compiled >= COMPILED && elapsed < LONGEST_WARM_UP_SECONDS) {
      long before = compiler.getTotalCompilationTime();
      double second = elapsed + 1;
      while (elapsed < second) {
        model.model(table).fit();
        elapsed = (System.nanoTime() - begin) * 1e-9;
      }
      compiled = compiler.getTotalCompilationTime() - before;
    }
  }

  /** The most memory this process ever held, in kB; −1 where the system does not tell. */
  static long peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return -1;
  }
}
