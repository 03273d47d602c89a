package dev.henderson.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of a run: a line per case and program, and which cases fall short. */
final class Comparison {
  /** One line: medians, or why there are none. */
  record Line(
      String program,
      double seconds,
      String evaluations,
      double criterion,
      long peakKilobytes,
      String trouble) {}

  private final StringBuilder text = new StringBuilder();
  private final List<String> verdicts = new ArrayList<>();

  Comparison() {
    this("REML criterion");
  }

  /**
   * @param figure what the programs tell beside their times
   */
  Comparison(String figure) {
    text.append("| case | program | seconds | evaluations | ")
        .append(figure)
        .append(" | peak MB | times ours |\n|---|---|--:|--:|--:|--:|--:|\n");
  }

  /** The median time of the fits that count, with the last fit's numbers. */
  static Line summarize(String program, List<Peer.Fit> fits, String trouble) {
    if (fits.isEmpty()) {
      return new Line(program, Double.NaN, "", Double.NaN, -1, trouble);
    }
    List<Peer.Fit> counted = fits.size() >= 3 ? fits.subList(1, fits.size()) : fits;
    Peer.Fit last = fits.get(fits.size() - 1);
    double[] seconds = counted.stream().mapToDouble(Peer.Fit::seconds).toArray();
    return new Line(
        program,
        median(seconds),
        last.evaluations(),
        last.criterion(),
        last.peakKilobytes(),
        trouble);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /**
   * Adds a case; the first line is ours.
   *
   * @return the lines of the table that were added
   */
  String add(Case model, List<Line> lines) {
    int begin = text.length();
    double ours = lines.get(0).seconds();
    for (Line line : lines) {
      text.append("| ").append(model.name()).append(" | ").append(line.program()).append(" | ");
      if (Double.isNaN(line.seconds())) {
        text.append(line.trouble()).append(" | | | | |\n");
        continue;
      }
      text.append(
          String.format(
              Locale.ROOT,
              "%s | %s | %.6f | %s | %.1f |%n",
              duration(line.seconds()),
              line.evaluations(),
              line.criterion(),
              line.peakKilobytes() < 0 ? "" : line.peakKilobytes() / 1024,
              line.seconds() / ours));
    }
    verdicts.add(verdict(model, lines));
    return text.substring(begin);
  }

  /** A line of the closing table: what was wanted of a case, and what came of it. */
  private static String verdict(Case model, List<Line> lines) {
    double ours = lines.get(0).seconds();
    Line peer =
        lines.stream()
            .filter(l -> l.program().equals("lme4") || l.program().equals("R"))
            .findFirst()
            .orElse(null);
    boolean known = peer != null && !Double.isNaN(peer.seconds()) && !Double.isNaN(ours);
    double ratio = known ? peer.seconds() / ours : Double.NaN;
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.0f | %s |",
        model.name(),
        Double.isNaN(ours) ? lines.get(0).trouble() : duration(ours),
        peer == null ? "" : known ? duration(peer.seconds()) : peer.trouble(),
        known ? String.format(Locale.ROOT, "%.1f", ratio) : "",
        model.wanted(),
        !known ? "" : ratio >= model.wanted() ? "passes" : "FALLS SHORT");
  }

  private static String duration(double seconds) {
    return seconds < 1
        ? String.format(Locale.ROOT, "%.2f ms", 1000 * seconds)
        : String.format(Locale.ROOT, "%.2f s", seconds);
  }

  @Override
  public String toString() {
    return "\n"
        + text
        + "\n| case | ours | R | times ours | wanted | |\n|---|--:|--:|--:|--:|---|\n"
        + String.join("\n", verdicts)
        + "\n";
  }
}
