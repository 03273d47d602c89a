package dev.henderson.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @TempDir private Path directory;

  private static String tail(History history) {
    return ask(history, "{\"hist_access_type\":\"tail\",\"n\":10}");
  }

  private static String ask(History history, String content) {
    JupyterMessage request =
        JupyterMessage.of(
            "history_request", "s", null, JsonParser.parseString(content).getAsJsonObject());
    return history.reply(request).get("history").toString();
  }

  @Test
  void laterKernelsSeeEarlierCells() throws Exception {
    Path file = directory.resolve("deep").resolve("history.jsonl");
    History first = new History(file);
    first.add(1, "int a = 1;\n\"\u00e9\"", null);
    Files.writeString(file, "{\"session\":1,\"li", StandardOpenOption.APPEND);
    Files.writeString(file, "\n", StandardOpenOption.APPEND);
    History second = new History(file);
    second.add(1, "b", "2");
    assertEquals("[[1,1,\"int a = 1;\\n\\\"\u00e9\\\"\"],[2,1,\"b\"]]", tail(second));
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertEquals(
          "[OWNER_READ, OWNER_WRITE]",
          new java.util.TreeSet<>(Files.getPosixFilePermissions(file)).toString());
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenCostsNothingButTheMemory() {
    History history = new History(Path.of("/proc/none/history.jsonl"));
    history.add(1, "a", null);
    assertEquals("[[1,1,\"a\"]]", tail(history));
  }

  @Test
  void withoutAFileTheLastThousandCellsAreKept() {
    History history = new History(null);
    for (int i = 1; i <= 1_200; i++) {
      history.add(i, "c" + i, null);
    }
    String all = ask(history, "{\"hist_access_type\":\"range\",\"session\":0}");
    assertEquals(1_000, JsonParser.parseString(all).getAsJsonArray().size());
    assertTrue(all.startsWith("[[1,201,\"c201\"]"), all.substring(0, 40));
    assertTrue(all.endsWith("[1,1200,\"c1200\"]]"), all.substring(all.length() - 40));
  }

  @Test
  void kernelsSideBySideReadEachOther() {
    Path file = directory.resolve("history.jsonl");
    History first = new History(file);
    first.add(1, "a", null);
    History second = new History(file);
    second.add(1, "b", null);
    first.add(2, "c", null);
    assertEquals("[[1,1,\"a\"],[2,1,\"b\"],[1,2,\"c\"]]", tail(first));
    assertEquals(
        "[[1,1,\"a\"],[1,2,\"c\"]]", ask(first, "{\"hist_access_type\":\"range\",\"session\":0}"));
  }

  @Test
  void aFileGrownTooLongKeepsItsEndAndItsOwner() throws Exception {
    Path file = directory.resolve("history.jsonl");
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 20_001; i++) {
      lines.append("{\"session\":7,\"line\":").append(i).append(",\"input\":\"x\"}\n");
    }
    Files.writeString(file, lines);
    History history = new History(file);
    history.add(1, "new", null);
    List<String> kept = Files.readAllLines(file);
    assertEquals(10_001, kept.size());
    assertTrue(kept.get(0).contains("\"line\":10002,"), kept.get(0));
    assertEquals("[[8,1,\"new\"]]", ask(history, "{\"hist_access_type\":\"tail\",\"n\":1}"));
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }
}
