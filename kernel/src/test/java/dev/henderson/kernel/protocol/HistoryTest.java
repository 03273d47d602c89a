package dev.henderson.kernel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @TempDir private Path directory;

  private static String tail(History history) {
    String content = "{\"hist_access_type\":\"tail\",\"n\":10}";
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
}
