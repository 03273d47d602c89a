package dev.henderson.bench.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Does the same inference here and in R (lme4, lmerTest, pbkrtest), taking turns, and prints a
 * table with the ratios.
 *
 * <p>Arguments: names of cases, all of them if there is none; {@code --limit=SECONDS} for one piece
 * of work; {@code --threads=N} for our process (1: R works with one, too).
 */
public final class InferenceCompare {
  private InferenceCompare() {}

  /** Runs the comparison. */
  public static void main(String[] args) throws IOException, InterruptedException {
    long limit = 300;
    int threads = 1;
    List<InferenceCase> tasks = new ArrayList<>();
    for (String arg : args) {
      String value = arg.substring(arg.indexOf('=') + 1);
      if (arg.startsWith("--limit=")) {
        limit = Long.parseLong(value);
      } else if (arg.startsWith("--threads=")) {
        threads = Integer.parseInt(value);
      } else {
        tasks.add(InferenceCase.of(arg));
      }
    }
    if (tasks.isEmpty()) {
      tasks.addAll(List.of(InferenceCase.values()));
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Comparison comparison = new Comparison("figure");
    for (InferenceCase task : tasks) {
      out.println(comparison.add(task.model(), lines(task, limit, threads, out)));
    }
    out.println(comparison);
  }

  private static List<Comparison.Line> lines(
      InferenceCase task, long limit, int threads, PrintStream out)
      throws IOException, InterruptedException {
    Case model = task.model();
    Path log = CaseData.root().resolve("target/compare.log");
    Path file = model.file();
    Files.createDirectories(log.getParent());
    List<String> ours =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // The calling thread works, too: no other beside it where one is wanted.
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=" + (threads - 1),
            "-XX:ActiveProcessorCount=" + threads,
            "-Dbench.dir=" + CaseData.root(),
            "-cp",
            System.getProperty("java.class.path"),
            InferencePeer.class.getName(),
            model.name());
    List<String> theirs =
        List.of(
            "Rscript",
            CaseData.root().resolve("compare/inference.R").toString(),
            model.name(),
            file.toString(),
            model.formula());
    try (Peer henderson = new Peer("henderson", ours, log);
        Peer r = new Peer("R", theirs, log)) {
      List<Peer> peers = List.of(henderson, r);
      for (Peer peer : peers) {
        peer.awaitReady(limit);
        out.println(
            model.name()
                + ": "
                + peer.name
                + (peer.working() ? " ready, " + peer.version() : ": " + peer.trouble()));
      }
      for (int round = 0; round < model.rounds(); round++) {
        for (Peer peer : peers) {
          if (peer.working()) {
            peer.fit(limit);
          }
        }
      }
      List<Comparison.Line> lines = new ArrayList<>();
      for (Peer peer : peers) {
        lines.add(Comparison.summarize(peer.name, peer.fits(), peer.trouble()));
      }
      return lines;
    }
  }
}
