package dev.henderson.bench.compare;

import dev.henderson.stats.frame.Dataset;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import tech.tablesaw.api.Table;

/**
 * The files of the cases, written once. Levels of factors begin with a letter, so that every
 * program takes them for names and codes them alike; simulated data are seeded.
 */
final class CaseData {
  private CaseData() {}

  /** The folder of bench; given by the system property {@code bench.dir}, or the working one. */
  static Path root() {
    Path here = Path.of(System.getProperty("bench.dir", "")).toAbsolutePath();
    return Files.isDirectory(here.resolve("bench")) ? here.resolve("bench") : here;
  }

  static Path file(String data) throws IOException {
    Path file = root().resolve("target/data").resolve(data + ".csv");
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Path part = Files.createTempFile(file.getParent(), data, ".part");
      try (BufferedWriter out = Files.newBufferedWriter(part)) {
        write(data, out);
      }
      // Never half a file, also when two programs write it at once.
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  static void write(String data, Writer out) throws IOException {
    switch (data) {
      case "maximal" -> maximal(out, 40, 24, Integer.MAX_VALUE);
      case "rows-1200" -> maximal(out, 22, 16, 1200);
      case "slopes" -> slopes(out, 100_000, 10);
      case "crossed" -> crossed(out, 1_000_000, 6_000, 3_000);
      case "InstEval" -> instEval(out);
      case "linear" -> linear(out, 1_000_000, 20, 50);
      default -> known(data, out);
    }
  }

  private static final Set<String> NUMBERS = Set.of("Reaction", "Days", "diameter", "angle");

  private static void known(String data, Writer out) throws IOException {
    Table table =
        Dataset.find(data)
            .orElseThrow(() -> new IllegalArgumentException("no data set " + data))
            .load();
    List<String> names = table.columnNames();
    out.write(String.join(",", names) + "\n");
    for (int i = 0; i < table.rowCount(); i++) {
      List<String> cells = new ArrayList<>();
      for (String name : names) {
        cells.add((NUMBERS.contains(name) ? "" : "l") + table.column(name).getString(i));
      }
      out.write(String.join(",", cells) + "\n");
    }
  }

  /** The file of the tests: s, d, studage, lectage, service, dept, y. */
  private static void instEval(Writer out) throws IOException {
    Path from =
        root().resolveSibling("stats/src/test/resources/reference/lmer").resolve("InstEval.csv.gz");
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(from)), StandardCharsets.UTF_8))) {
      List<String> names = List.of(in.readLine().replace("\"", "").split(","));
      List<String> wanted = List.of("s", "d", "service", "dept", "y");
      out.write(String.join(",", wanted) + "\n");
      String line = in.readLine();
      while (line != null) {
        String[] cells = line.replace("\"", "").split(",");
        List<String> kept = new ArrayList<>();
        for (String name : wanted) {
          kept.add((name.equals("y") ? "" : "l") + cells[names.indexOf(name)]);
        }
        out.write(String.join(",", kept) + "\n");
        line = in.readLine();
      }
    }
  }

  /** Subjects × items × 2 × 2 within, a tenth of the rows lost; correlated effects. */
  private static void maximal(Writer out, int subjects, int items, int most) throws IOException {
    Random random = new Random(20_261);
    double[][] subject = effects(random, subjects, new double[] {110, 40, 30, 25});
    double[][] item = effects(random, items, new double[] {60, 30, 25, 20});
    int rows = 0;
    out.write("subj,item,a,b,y\n");
    for (int s = 0; s < subject.length; s++) {
      for (int i = 0; i < item.length; i++) {
        for (int cell = 0; cell < 4; cell++) {
          double[] x = {1, cell / 2 - 0.5, cell % 2 - 0.5, 0};
          x[3] = x[1] * x[2];
          double y = 600 + 60 * x[1] + 40 * x[2] + 20 * x[3] + 150 * random.nextGaussian();
          for (int t = 0; t < 4; t++) {
            y += x[t] * (subject[s][t] + item[i][t]);
          }
          if (random.nextInt(10) > 0 && rows++ < most) {
            out.write("s" + s + ",i" + i + "," + x[1] + "," + x[2] + "," + y + "\n");
          }
        }
      }
    }
  }

  /** Effects with the given standard deviations, each correlated 0.4 with a common part. */
  private static double[][] effects(Random random, int levels, double[] sd) {
    double[][] b = new double[levels][sd.length];
    for (double[] row : b) {
      double common = Math.sqrt(0.4) * random.nextGaussian();
      for (int t = 0; t < sd.length; t++) {
        row[t] = sd[t] * (common + Math.sqrt(0.6) * random.nextGaussian());
      }
    }
    return b;
  }

  private static void slopes(Writer out, int groups, int size) throws IOException {
    Random random = new Random(20_262);
    out.write("g,x,y\n");
    for (int g = 0; g < groups; g++) {
      double intercept = 3 * random.nextGaussian();
      double slope = 0.5 * random.nextGaussian() + 0.05 * intercept;
      for (int i = 0; i < size; i++) {
        double x = i + random.nextInt(3);
        double y = 20 + intercept + (1 + slope) * x + 4 * random.nextGaussian();
        out.write("g" + g + "," + x + "," + (float) y + "\n");
      }
    }
  }

  /** Numbers x1, x2, ..., a factor g, and y a sum of all. */
  private static void linear(Writer out, int rows, int numbers, int levels) throws IOException {
    Random random = new Random(20_264);
    for (int k = 1; k <= numbers; k++) {
      out.write("x" + k + ",");
    }
    out.write("g,y\n");
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      line.setLength(0);
      int level = random.nextInt(levels);
      double y = 10 + 0.02 * level + random.nextGaussian();
      for (int k = 1; k <= numbers; k++) {
        double x = Math.round(1000 * random.nextGaussian()) / 1000.0;
        y += 0.01 * k * x;
        line.append(x).append(',');
      }
      out.write(
          line.append('g').append(level).append(',').append((float) y).append('\n').toString());
    }
  }

  /** Each row a user and a movie, few of them with most of the rows. */
  private static void crossed(Writer out, int rows, int users, int movies) throws IOException {
    Random random = new Random(20_263);
    double[] user = new double[users];
    double[] movie = new double[movies];
    for (int i = 0; i < users; i++) {
      user[i] = 0.4 * random.nextGaussian();
    }
    for (int i = 0; i < movies; i++) {
      movie[i] = 0.5 * random.nextGaussian();
    }
    out.write("user,movie,y\n");
    for (int i = 0; i < rows; i++) {
      int u = i < users ? i : (int) (users * Math.pow(random.nextDouble(), 2));
      int m = i < movies ? i : (int) (movies * Math.pow(random.nextDouble(), 3));
      double y = 3.5 + user[u] + movie[m] + random.nextGaussian();
      out.write("u" + u + ",m" + m + "," + (float) y + "\n");
    }
  }
}
