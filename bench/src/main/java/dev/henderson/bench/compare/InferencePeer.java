package dev.henderson.bench.compare;

import dev.henderson.stats.lmm.LmmFit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** This program's side of the comparison of inference: fits once, then works at each line. */
final class InferencePeer {
  private static final double WARM_UP_SECONDS = 8;

  private InferencePeer() {}

  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    InferenceCase task = InferenceCase.of(args[0]);
    LmmFit fit = task.model().model().fit();
    long begin = System.nanoTime();
    while ((System.nanoTime() - begin) * 1e-9 < WARM_UP_SECONDS) {
      task.run(fit);
    }
    out.println("@ready\tJava " + Runtime.version().feature());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      long start = System.nanoTime();
      double figure = task.run(fit);
      double seconds = (System.nanoTime() - start) * 1e-9;
      out.println("@fit\t" + seconds + "\t\t" + figure + "\t" + HendersonPeer.peak());
    }
  }
}
