package dev.henderson.bench.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits the same models here and in other programs, taking turns, and prints a table.
 *
 * <p>Arguments: names of cases, all of them if there is none; {@code --limit=SECONDS} for one fit
 * of another program; {@code --python=COMMAND}; {@code --heap=SIZE} of our own process.
 */
public final class Compare {
  private static final String OWN = "henderson";
  private static final long OWN_LIMIT = 300;

  private long limit = 300;
  private String python = "python3";
  private String heap = "4g";
  private final List<Case> cases = new ArrayList<>();

  private Compare() {}

  /** Runs the comparison. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Compare compare = new Compare();
    for (String arg : args) {
      String value = arg.substring(arg.indexOf('=') + 1);
      if (arg.startsWith("--limit=")) {
        compare.limit = Long.parseLong(value);
      } else if (arg.startsWith("--python=")) {
        compare.python = value;
      } else if (arg.startsWith("--heap=")) {
        compare.heap = value;
      } else {
        compare.cases.add(Case.of(arg));
      }
    }
    if (compare.cases.isEmpty()) {
      compare.cases.addAll(Case.all());
    }
    compare.run(new PrintStream(System.out, true, StandardCharsets.UTF_8));
  }

  private void run(PrintStream out) throws IOException, InterruptedException {
    Comparison comparison = new Comparison();
    for (Case model : cases) {
      out.println(comparison.add(model, lines(model, out)));
    }
    out.println(comparison);
  }

  private List<Comparison.Line> lines(Case model, PrintStream out)
      throws IOException, InterruptedException {
    List<Peer> peers = start(model);
    try {
      for (Peer peer : peers) {
        peer.awaitReady(limit(peer));
        out.println(
            model.name()
                + ": "
                + peer.name
                + (peer.working() ? " ready, " + peer.version() : ": " + peer.trouble()));
      }
      for (int round = 0; round < model.rounds(); round++) {
        for (Peer peer : peers) {
          if (peer.working()) {
            peer.fit(limit(peer));
          }
        }
      }
      List<Comparison.Line> lines = new ArrayList<>();
      for (Peer peer : peers) {
        lines.add(Comparison.summarize(peer.name, peer.fits(), peer.trouble()));
      }
      return lines;
    } finally {
      peers.forEach(Peer::close);
    }
  }

  /** Our own program always has its time: a small limit leaves out the others. */
  private long limit(Peer peer) {
    return peer.name.equals(OWN) ? Math.max(limit, OWN_LIMIT) : limit;
  }

  private List<Peer> start(Case model) throws IOException {
    Path log = CaseData.root().resolve("target/compare.log");
    Path scripts = CaseData.root().resolve("compare");
    Path file = model.file();
    Files.createDirectories(log.getParent());
    List<Peer> peers = new ArrayList<>();
    peers.add(
        new Peer(
            OWN,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-Dbench.dir=" + CaseData.root(),
                "-cp",
                System.getProperty("java.class.path"),
                HendersonPeer.class.getName(),
                model.name()),
            log));
    List<List<String>> others =
        List.of(
            List.of("lme4", "Rscript", "lme4.R"),
            List.of("statsmodels", python, "statsmodels_peer.py"),
            List.of("mixedlm-rs", python, "mixedlm_rs_peer.py"),
            List.of("lme-python", python, "lme_python_peer.py"));
    for (List<String> other : others) {
      List<String> command =
          Arrays.asList(
              other.get(1),
              scripts.resolve(other.get(2)).toString(),
              model.name(),
              file.toString(),
              model.formula());
      peers.add(new Peer(other.get(0), command, log));
    }
    return peers;
  }
}
