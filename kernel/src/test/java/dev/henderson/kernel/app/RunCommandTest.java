package dev.henderson.kernel.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Notebooks in, notebooks and pages out, against golden files. */
class RunCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new Commands())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private Path resource(String name) throws Exception {
    Path copy = directory.resolve(name);
    Files.write(
        copy, RunCommandTest.class.getResourceAsStream("/notebooks/" + name).readAllBytes());
    return copy;
  }

  private static String expected(String name) throws Exception {
    return new String(
        RunCommandTest.class.getResourceAsStream("/notebooks/" + name).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  @Test
  void outputsAreStoredAsAFrontEndStoresThem() throws Exception {
    Path output = directory.resolve("out.ipynb");
    Path html = directory.resolve("out.html");
    int code =
        run(
            "run",
            resource("plain.ipynb").toString(),
            "--output",
            output.toString(),
            "--html",
            html.toString());
    assertEquals("", err.toString());
    assertEquals(0, code);
    String stored = Files.readString(output).replace(Runtime.version().toString(), "JAVA");
    assertEquals(expected("plain.expected.ipynb"), stored);
    String page = Files.readString(html);
    assertTrue(page.contains("<title>A plain notebook</title>"), page);
    assertTrue(page.contains("<th align=\"right\">b</th>"), page);
    assertTrue(page.contains("List&lt;Integer&gt;"), page);
    assertTrue(page.contains("prefers-color-scheme: dark"), page);
    assertFalse(page.contains("<script"), page);
  }

  @Test
  void aFailingCellIsNamedAndTheRestDoesNotRun() throws Exception {
    Path output = directory.resolve("out.ipynb");
    int code = run("run", resource("failing.ipynb").toString(), "--output", output.toString());
    assertEquals(1, code);
    assertTrue(err.toString().contains("failing.ipynb: cell 3 [in 2] failed: int b ="), "" + err);
    assertTrue(err.toString().contains("2 | int c = a / b;"), "" + err);
    String stored = Files.readString(output);
    assertTrue(stored.contains("\"ename\": \"ArithmeticException\""), stored);
    assertFalse(stored.contains("never"), stored);
  }

  @Test
  void withoutFilesTheTextIsPrinted() throws Exception {
    assertEquals(0, run("run", resource("plain.ipynb").toString()));
    assertTrue(out.toString().contains("[2] [1, 2]"), "" + out);
  }

  @Test
  void whatIsNoNotebookIsSaidSo() throws Exception {
    Path file = directory.resolve("no.ipynb");
    Files.writeString(file, "[]");
    assertEquals(2, run("run", file.toString()));
    assertTrue(err.toString().contains("is not a notebook"), "" + err);
    assertEquals(2, run("run", directory.resolve("missing.ipynb").toString()));
    assertTrue(err.toString().contains("missing.ipynb"), "" + err);
  }
}
