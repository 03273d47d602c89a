package dev.henderson.kernel.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.henderson.kernel.cells.CellStreams;
import dev.henderson.kernel.cells.Interpreter;
import dev.henderson.kernel.notebook.NotebookOutputs;
import dev.henderson.kernel.protocol.Execution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.IntColumn;

/** Whoever comes first in a fresh JVM makes Tablesaw's column types before anything else of it. */
class ColumnTypesTest {
  private static final String LOGGED = "Initializing 'tech/tablesaw/";

  @ParameterizedTest
  @ValueSource(strings = {"cell", "warm-up", "extension"})
  void areTheFirstOfTablesaw(String first, @TempDir Path directory) throws Exception {
    Path log = directory.resolve("initialised.txt");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Xlog:class+init=info:file=" + log.getFileName(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                ColumnTypesTest.class.getName(),
                first)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output.txt").toFile())
            .start();
    process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly().waitFor();
    assertEquals(0, process.exitValue(), Files.readString(directory.resolve("output.txt")));
    List<String> initialised =
        Files.readAllLines(log).stream()
            .filter(line -> line.contains(LOGGED))
            .map(line -> line.replaceFirst(".*'(.*)'.*", "$1"))
            .toList();
    assertEquals("tech/tablesaw/api/ColumnType", initialised.get(0));
  }

  /** The fresh JVM. */
  public static void main(String[] args) throws Exception {
    CellStreams streams = new CellStreams(System.out, System.err, System.in);
    HendersonKernel kernel = new HendersonKernel(streams, Main.magics(), Path.of(""));
    Interpreter interpreter = kernel.interpreter();
    interpreter.start();
    switch (args[0]) {
      case "cell" -> {
        String code = "%%csv t\na,b\n1,x";
        interpreter.execute(new Execution(code, 1, false, true), new NotebookOutputs());
      }
      case "warm-up" -> WarmUp.start(interpreter).join();
      case "extension" ->
          kernel.installExtension(
              new Extension() {
                @Override
                public void install(BaseKernel base) {
                  IntColumn.create("a");
                }
              });
      default -> throw new IllegalArgumentException(args[0]);
    }
    // Java may still be starting.
    System.exit(0);
  }
}
