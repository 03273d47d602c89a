package dev.henderson.bench.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A linear model of a million rows, twenty numbers and a factor of fifty levels, here and by R's
 * {@code lm}, taking turns; prints seconds, what a fit added to the memory, and the ratios.
 *
 * <p>Arguments: {@code --rounds=N}, {@code --heap=SIZE}.
 */
public final class CompareLm {
  private static final long LIMIT_SECONDS = 600;

  private CompareLm() {}

  /** Runs the comparison. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int rounds = 4;
    String heap = "1g";
    for (String arg : args) {
      String value = arg.substring(arg.indexOf('=') + 1);
      if (arg.startsWith("--rounds=")) {
        rounds = Integer.parseInt(value);
      } else if (arg.startsWith("--heap=")) {
        heap = value;
      } else {
        throw new IllegalArgumentException("There is no " + arg + "; --rounds=4, --heap=1g.");
      }
    }
    String formula =
        "y ~ "
            + IntStream.rangeClosed(1, 20).mapToObj(k -> "x" + k).collect(Collectors.joining(" + "))
            + " + g";
    Path file = CaseData.file("linear");
    Path log = CaseData.root().resolve("target/compare.log");
    Files.createDirectories(log.getParent());
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<String> ours =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx" + heap,
            "-cp",
            System.getProperty("java.class.path"),
            LmPeer.class.getName(),
            file.toString(),
            formula);
    String script = CaseData.root().resolve("compare/lm.R").toString();
    List<String> theirs = List.of("Rscript", script, "linear", file.toString(), formula);
    try (Peer henderson = new Peer("henderson", ours, log);
        Peer r = new Peer("lm", theirs, log)) {
      List<Peer> peers = List.of(henderson, r);
      for (Peer peer : peers) {
        peer.awaitReady(LIMIT_SECONDS);
        out.println(peer.name + ": " + (peer.working() ? peer.version() : peer.trouble()));
      }
      out.println("| round | program | seconds | added MB | process MB | sigma |");
      out.println("|--:|---|--:|--:|--:|--:|");
      for (int round = 1; round <= rounds; round++) {
        for (Peer peer : peers) {
          if (peer.working()) {
            peer.fit(LIMIT_SECONDS);
            if (!peer.working()) {
              out.println(peer.name + ": " + peer.trouble());
              continue;
            }
            Peer.Fit fit = peer.fits().get(peer.fits().size() - 1);
            out.printf(
                Locale.ROOT,
                "| %d | %s | %.2f | %d | %d | %.12f |%n",
                round,
                peer.name,
                fit.seconds(),
                Long.parseLong(fit.evaluations()) / 1024,
                fit.peakKilobytes() / 1024,
                fit.criterion());
          }
        }
      }
      if (peers.stream().allMatch(Peer::working)) {
        double first = henderson.fits().get(0).seconds();
        double our = median(henderson);
        double their = median(r);
        out.printf(
            Locale.ROOT,
            "first fit %.2f s, median %.2f s; lm %.2f s: ours / lm = %.2f; memory added: ours / lm ="
                + " %.3f%n",
            first,
            our,
            their,
            our / their,
            added(henderson) / added(r));
      }
    }
  }

  private static double median(Peer peer) {
    return Comparison.median(peer.fits().stream().mapToDouble(Peer.Fit::seconds).toArray());
  }

  private static double added(Peer peer) {
    return peer.fits().stream()
        .mapToDouble(f -> Double.parseDouble(f.evaluations()))
        .max()
        .orElse(0);
  }
}
