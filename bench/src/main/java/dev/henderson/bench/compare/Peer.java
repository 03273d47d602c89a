package dev.henderson.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program of the comparison with the data of one case loaded, in a process of its own. */
final class Peer implements AutoCloseable {
  /** One fit as its program tells it. */
  record Fit(double seconds, String evaluations, double criterion, long peakKilobytes) {}

  final String name;
  private final Process process;
  private final Writer toProcess;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<Fit> fits = new ArrayList<>();

  /** Why the peer does not fit this case, or does not any more; empty while it does. */
  private String trouble = "";

  private String version = "";

  Peer(String name, List<String> command, Path log) throws IOException {
    this.name = name;
    process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    toProcess = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("@")) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      lines.add("@failed\t" + e.getMessage());
    }
    lines.add("@failed\tthe program ended");
  }

  /** Waits until the data are loaded. */
  void awaitReady(long limitSeconds) throws InterruptedException {
    String[] answer = next(limitSeconds);
    if (answer[0].equals("@ready")) {
      version = answer[1];
    }
  }

  /** Lets the program fit once more. */
  void fit(long limitSeconds) throws InterruptedException {
    try {
      toProcess.write("fit\n");
      toProcess.flush();
    } catch (IOException e) {
      trouble = "the program ended";
      return;
    }
    String[] answer = next(limitSeconds);
    if (answer[0].equals("@fit")) {
      fits.add(
          new Fit(
              Double.parseDouble(answer[1]),
              answer[2],
              Double.parseDouble(answer[3]),
              Long.parseLong(answer[4])));
    }
  }

  private String[] next(long limitSeconds) throws InterruptedException {
    String line = lines.poll(limitSeconds, TimeUnit.SECONDS);
    String[] answer = line == null ? new String[] {""} : line.split("\t");
    if (line == null) {
      trouble = "more than " + limitSeconds + " s";
      process.destroyForcibly();
    } else if (answer[0].equals("@missing")) {
      trouble = "missing: " + answer[1];
    } else if (answer[0].equals("@cannot") || answer[0].equals("@failed")) {
      trouble = answer.length > 1 ? answer[1] : "failed";
    }
    return answer;
  }

  boolean working() {
    return trouble.isEmpty();
  }

  String trouble() {
    return trouble;
  }

  String version() {
    return version;
  }

  /** The fits so far, in order. */
  List<Fit> fits() {
    return List.copyOf(fits);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
