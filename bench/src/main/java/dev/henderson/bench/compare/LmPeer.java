package dev.henderson.bench.compare;

import com.sun.management.ThreadMXBean;
import dev.henderson.stats.formula.Formula;
import dev.henderson.stats.frame.DelimitedText;
import dev.henderson.stats.frame.ModelFrame;
import dev.henderson.stats.frame.TextOptions;
import dev.henderson.stats.lm.LinearModel;
import dev.henderson.stats.lm.LmFit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tech.tablesaw.api.Table;

/**
 * This program's side of the comparison of linear models: as {@link HendersonPeer}, with the memory
 * a fit took beyond what was there in the place of the evaluations, and σ in that of the criterion.
 * Nothing is warmed up: a notebook fits once.
 */
final class LmPeer {
  private LmPeer() {}

  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Table table = DelimitedText.read("linear", Path.of(args[0]), TextOptions.DEFAULT).table();
    out.println("@ready\tJava " + Runtime.version().feature());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      long before = allocated();
      long start = System.nanoTime();
      LmFit fit = LinearModel.of(Formula.parse(args[1]), ModelFrame.of("linear", table)).fit();
      double seconds = (System.nanoTime() - start) * 1e-9;
      long added = (allocated() - before) / 1024;
      out.println("@fit\t" + seconds + "\t" + added + "\t" + fit.sigma() + "\t" + peak());
    }
  }

  /** Bytes this thread ever asked for, also those given back since: more than it held at once. */
  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static long peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return -1;
  }
}
