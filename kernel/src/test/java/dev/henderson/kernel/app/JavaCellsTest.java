package dev.henderson.kernel.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.henderson.kernel.magic.LoadMagic;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.magic.TimeMagic;
import dev.henderson.kernel.notebook.NotebookOutputs;
import dev.henderson.kernel.protocol.Execution;
import dev.henderson.kernel.protocol.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Java that users write and what they see of it, one notebook for the class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaCellsTest {
  private HendersonKernelHost host;
  private int count;

  @BeforeAll
  void open() {
    Magics magics = new Magics(List.of(new TimeMagic(), new LoadMagic()));
    host = new HendersonKernelHost(magics, Path.of(""));
  }

  @AfterAll
  void close() {
    host.close();
  }

  /** All that a cell shows, an error included, without colours. */
  private String run(String code) {
    count++;
    NotebookOutputs outputs = new NotebookOutputs();
    Execution cell = new Execution(code, count, false, true);
    Outcome outcome = host.kernel().interpreter().execute(cell, outputs);
    StringBuilder shown = new StringBuilder();
    for (var output : outputs.json()) {
      JsonObject one = output.getAsJsonObject();
      JsonObject data = one.getAsJsonObject("data");
      if (one.has("text")) {
        shown.append(one.get("text").getAsString());
      } else if (data.has("text/plain")) {
        shown.append(data.get("text/plain").getAsString()).append('\n');
      }
    }
    if (outcome instanceof Outcome.Failed failed) {
      shown.append(String.join("\n", failed.traceback())).append('\n');
    }
    return shown.toString().replaceAll("\u001b\\[[0-9;]*m", "").strip();
  }

  private void assertShows(String expected, String code) {
    assertEquals(expected, run(code), code);
  }

  private void assertTells(String part, String code) {
    String shown = run(code);
    assertTrue(shown.contains(part), shown);
  }

  @Test
  void aVariableMayBeDeclaredAgain() {
    assertShows("", "int again = 5");
    assertShows("", "int again = 5");
    assertShows("", "var word = \"a\"; var word = \"b\";");
    assertShows("b5", "word + again");
  }

  @Test
  void aCellCannotEndTheKernel() {
    String all = run("System.out.println(\"before\");\nSystem.exit(0);");
    assertTrue(all.startsWith("before\njava.lang.SecurityException: System.exit would end"), all);
    assertTrue(all.contains("line 2, column 1\n  2 | System.exit(0);"), all);
    assertTells("Runtime.halt would end the kernel", "Runtime.getRuntime().halt(1)");
    assertTells("Runtime.exit would end", "Runnable end = () -> Runtime.getRuntime().exit(1); end.run()");
    assertTells("System.exit would end", "IntConsumer bye = System::exit; bye.accept(1)");
    assertTells("Runtime.halt would", "IntConsumer h = Runtime.getRuntime()::halt; h.accept(1)");
  }
}
