package dev.henderson.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.stats.frame.Dataset;
import dev.henderson.stats.plot.Picture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** The README's Java example, compiled and run. */
class ReadmeExampleTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path HERE =
      Path.of("src/test/java/dev/henderson/stats/ReadmeExampleTest.java");

  @Test
  void runs(@TempDir Path folder) throws IOException {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Table sleepstudy = Dataset.find("sleepstudy").orElseThrow().load();
      Lmer m = Lmer.fit("Reaction ~ Days + (Days | Subject)", sleepstudy);

      System.out.println(m); // the summary, as R prints it
      double criterion = m.criterion(); // 1743.628
      Table rows = m.tidy(); // one row for each parameter, broom's columns
      Table modes = m.tidyRanef(); // the eighteen people
      Picture residuals = m.residualPlot().picture();
      Files.write(folder.resolve("residuals.png"), residuals.png());

      assertEquals(1743.628, criterion, 5e-4);
      assertEquals(6, rows.rowCount());
      assertEquals(36, modes.rowCount());
    } finally {
      System.setOut(console);
    }
    assertTrue(printed.toString(StandardCharsets.UTF_8).contains("Random effects:"));
    assertTrue(Files.size(folder.resolve("residuals.png")) > 1000);
  }

  @Test
  void isWhatTheReadmeShows() throws IOException {
    String readme = Files.readString(README);
    int start = readme.indexOf("```java\n") + "```java\n".length();
    List<String> shown = words(readme.substring(start, readme.indexOf("```", start)));
    List<String> run = words(Files.readString(HERE));
    assertTrue(shown.size() >= 7);
    for (String line : shown) {
      assertTrue(run.contains(line), "not in the test: " + line);
    }
  }

  private static List<String> words(String text) {
    return text.lines()
        .map(line -> line.strip().replaceAll("\\s+", " "))
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
