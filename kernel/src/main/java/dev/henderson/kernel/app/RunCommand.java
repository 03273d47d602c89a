package dev.henderson.kernel.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.henderson.kernel.notebook.HtmlPage;
import dev.henderson.kernel.notebook.NotebookFile;
import dev.henderson.kernel.notebook.NotebookOutputs;
import dev.henderson.kernel.protocol.Execution;
import dev.henderson.kernel.protocol.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Executes a notebook without Jupyter, in the engine the kernel uses. */
@Command(
    name = "run",
    description = "Executes a notebook without Jupyter.",
    footer = {
      "",
      "Exit code 0 when every cell ran; 1 when a cell failed, which is named on standard",
      "error (what had run until then is still written); 2 when a file cannot be read or written."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final long STACK_BYTES = 32L << 20;
  private static final int UNUSABLE = 2;

  @Parameters(paramLabel = "NOTEBOOK", description = "The .ipynb file.")
  private Path notebook;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the notebook with its outputs here; may be NOTEBOOK itself.")
  private Path output;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write it as one HTML page that needs nothing beside it.")
  private Path html;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    AtomicReference<Integer> code = new AtomicReference<>(UNUSABLE);
    // As deep a stack as a kernel's cell has.
    Thread cells = new Thread(null, () -> code.set(run()), "cell", STACK_BYTES);
    cells.start();
    cells.join();
    return code.get();
  }

  private int run() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      NotebookFile file = NotebookFile.read(notebook);
      String failed = execute(file);
      if (output != null) {
        file.write(output);
      }
      if (html != null) {
        String name = notebook.getFileName().toString().replaceFirst("\\.ipynb$", "");
        Files.writeString(html, HtmlPage.of(file, name), StandardCharsets.UTF_8);
      }
      if (failed != null) {
        err.println(failed);
        err.flush();
      }
      return failed == null ? 0 : 1;
    } catch (IOException e) {
      String type = e.getClass().getSimpleName();
      String message = e.getMessage();
      boolean named = message != null && message.contains(" ");
      err.println(named ? message : type + ": " + message);
      err.flush();
      return UNUSABLE;
    }
  }

  /** Runs the cells in order until one fails; returns what is to be said of it, or null. */
  private String execute(NotebookFile file) {
    Path directory = notebook.toAbsolutePath().getParent();
    try (HendersonKernelHost host = new HendersonKernelHost(Main.magics(), directory)) {
      file.ranBy(
          HendersonKernel.NAME,
          KernelSpec.DISPLAY_NAME,
          host.kernel().info().getAsJsonObject("language_info"));
      Map<String, List<JsonObject>> displays = new HashMap<>();
      int count = 0;
      int position = 0;
      String failed = null;
      for (JsonObject cell : file.cells()) {
        position++;
        if (!"code".equals(NotebookFile.text(cell.get("cell_type")))) {
          continue;
        }
        String source = NotebookFile.text(cell.get("source"));
        cell.add("outputs", new JsonArray());
        cell.add("execution_count", JsonNull.INSTANCE);
        if (failed != null || source.isBlank()) {
          continue;
        }
        count++;
        NotebookOutputs outputs = new NotebookOutputs(count, displays);
        Execution execution = new Execution(source, count, false, true);
        Outcome outcome = host.kernel().interpreter().execute(execution, outputs);
        if (outcome instanceof Outcome.Failed f) {
          outputs.error(f.name(), f.message(), f.traceback());
          failed = sentence(position, count, source, f);
        }
        cell.addProperty("execution_count", count);
        cell.add("outputs", outputs.json());
        if (output == null && html == null) {
          print(count, outputs.json());
        }
      }
      return failed;
    }
  }

  private String sentence(int position, int count, String source, Outcome.Failed failed) {
    String traceback = String.join("\n", failed.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    return notebook
        + ": cell "
        + position
        + " [in "
        + count
        + "] failed: "
        + source.strip().lines().findFirst().orElse("")
        + "\n"
        + traceback;
  }

  /** Without a file to write to, the texts are for the terminal. */
  private void print(int count, JsonArray outputs) {
    PrintWriter out = spec.commandLine().getOut();
    for (JsonElement element : outputs) {
      JsonObject shown = element.getAsJsonObject();
      if (shown.has("text")) {
        out.print(shown.get("text").getAsString());
      } else if (shown.has("data") && shown.getAsJsonObject("data").has("text/plain")) {
        out.println("[" + count + "] " + NotebookFile.text(text(shown)));
      }
    }
    out.flush();
  }

  private static JsonElement text(JsonObject shown) {
    return shown.getAsJsonObject("data").get("text/plain");
  }
}
