package dev.henderson.kernel.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.henderson.kernel.assist.Assist;
import dev.henderson.kernel.cells.Interpreter;
import dev.henderson.kernel.magic.BashMagic;
import dev.henderson.kernel.magic.JarsMagic;
import dev.henderson.kernel.magic.LoadMagic;
import dev.henderson.kernel.magic.Magic;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicResult;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.magic.TimeMagic;
import dev.henderson.kernel.magic.TimeitMagic;
import dev.henderson.kernel.magic.WhoMagic;
import dev.henderson.kernel.notebook.NotebookOutputs;
import dev.henderson.kernel.protocol.Completions;
import dev.henderson.kernel.protocol.Execution;
import dev.henderson.kernel.protocol.Outcome;
import dev.henderson.kernel.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Cells in, outputs out; one interpreter for the class, as one notebook has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterpreterTest {
  /** {@code %twice name}: binds twice the number; shows it and a further display. */
  private static final class Twice implements Magic {
    @Override
    public String name() {
      return "twice";
    }

    @Override
    public String summary() {
      return "twice a number";
    }

    @Override
    public String help() {
      return "%twice x";
    }

    @Override
    public MagicResult run(MagicCall call, Session session) {
      int n = (Integer) session.get(call.arguments());
      if (n < 0) {
        throw call.error("No negative numbers.", 0, call.arguments().length())
            .suggesting("Use " + call.arguments() + " = 1.");
      }
      session.bind("twice", 2 * n);
      return MagicResult.of(2 * n).and("further");
    }
  }

  /** {@code %slow fails}: binds, and while its picture is drawn it is interrupted, or fails. */
  private final class Slow implements Magic {
    @Override
    public String name() {
      return "slow";
    }

    @Override
    public String summary() {
      return "a slow picture";
    }

    @Override
    public String help() {
      return "%slow fails";
    }

    @Override
    public MagicResult run(MagicCall call, Session session) {
      session.bind("slowly", call.arguments());
      DisplayDataRenderable picture =
          context -> {
            if (call.arguments().equals("fails")) {
              throw new IllegalStateException("No ink.");
            }
            host.kernel().interpreter().interrupt();
            try {
              Thread.sleep(10_000);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          };
      return MagicResult.of("text").and(picture);
    }
  }

  private HendersonKernelHost host;

  @BeforeAll
  void open() {
    host =
        new HendersonKernelHost(
            new Magics(
                List.of(
                    new Twice(),
                    new Slow(),
                    new TimeMagic(),
                    new TimeitMagic(),
                    new JarsMagic(),
                    new WhoMagic(),
                    new LoadMagic(),
                    new BashMagic())),
            Path.of(""));
  }

  @AfterAll
  void close() {
    host.close();
  }

  private NotebookOutputs outputs;

  private Outcome run(String code) {
    outputs = new NotebookOutputs();
    return host.kernel().interpreter().execute(new Execution(code, 3, false, true), outputs);
  }

  private JsonObject output(int i) {
    return outputs.json().get(i).getAsJsonObject();
  }

  private static String plain(Outcome outcome) {
    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcome);
    return String.join("\n", failed.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
  }

  @Test
  void javaAndMagicsInOneCell() {
    run("int n = 21;\n%twice n\nSystem.out.print(twice);\ntwice + 1");
    JsonArray json = outputs.json();
    assertEquals(4, json.size());
    assertEquals("display_data", output(0).get("output_type").getAsString());
    assertEquals("display_data", output(1).get("output_type").getAsString());
    assertEquals("42", output(2).get("text").getAsString());
    assertEquals("execute_result", output(3).get("output_type").getAsString());
    assertEquals("43", output(3).getAsJsonObject("data").get("text/plain").getAsString());
  }

  @Test
  void aMagicAtTheEndIsTheResult() {
    run("int k = 1;\n%twice k");
    assertEquals("execute_result", output(0).get("output_type").getAsString());
    assertEquals("display_data", output(1).get("output_type").getAsString());
  }

  @Test
  void aMistakeHasACaretAndItsJson() {
    String text = plain(run("int neg = -1;\n  %twice neg"));
    assertEquals(
        """
        UsageError: No negative numbers.
          cell [3], line 2, column 10
          2 |   %twice neg
            |          ^^^
        Use neg = 1.""",
        text);
    JsonObject error =
        output(0).getAsJsonObject("data").getAsJsonObject("application/vnd.henderson.v1+json");
    assertEquals("error", error.get("kind").getAsString());
    assertEquals(2, error.get("line").getAsInt());
    assertEquals(10, error.get("column").getAsInt());
  }

  @Test
  void anUnknownMagicIsToldBeforeAnythingRuns() {
    String text = plain(run("int ran = 1;\n%twise ran"));
    assertTrue(text.contains("There is no magic called %twise."), text);
    assertTrue(text.contains("Did you mean %twice?"), text);
    assertFalse(host.kernel().interpreter().session().has("ran"));
  }

  @Test
  void anUnknownVariableIsUnderlined() {
    run("int height = 1;");
    String text = plain(run("%twice heigth"));
    assertTrue(text.contains("1 | %twice heigth\n    |        ^^^^^^"), text);
    assertTrue(text.contains("Did you mean height?"), text);
  }

  @Test
  void extensionsOfTheBaseWorkUnchanged() {
    run("new dev.henderson.kernel.app.PointExtension.Point(1, 2)");
    assertEquals("<b>1|2</b>", output(0).getAsJsonObject("data").get("text/html").getAsString());
    run("%words a  b");
    assertEquals("[a, b]", output(0).getAsJsonObject("data").get("text/plain").getAsString());
  }

  @Test
  void displaysCanBeUpdated() {
    run("var d = display(\"<b>x</b>\", \"text/html\"); d.update(\"<i>y</i>\", \"text/html\"); d");
    assertEquals(1, outputs.json().size());
    assertEquals("<i>y</i>", output(0).getAsJsonObject("data").get("text/html").getAsString());
  }

  @Test
  void anErrorWhileShowingIsAnErrorOfTheCell() {
    Outcome outcome =
        run("new Object() { public String toString() { throw new StackOverflowError(\"r\"); } }");
    assertEquals("StackOverflowError", assertInstanceOf(Outcome.Failed.class, outcome).name());
  }

  @Test
  void outputOfLaterThreadsStaysWithItsCell() throws Exception {
    run(
        "var late = new Thread(() -> { try { Thread.sleep(300); } catch (Exception e) {}"
            + " System.out.print(\"late\"); }); late.start();");
    NotebookOutputs first = outputs;
    run("1");
    ((Thread) host.kernel().interpreter().session().get("late")).join();
    assertEquals("late", first.json().get(0).getAsJsonObject().get("text").getAsString());
    assertEquals(1, outputs.json().size());
  }

  @Test
  void textInPiecesOfCharactersIsWhole() {
    run(
        "byte[] b = \"h\\u00e9\\ud83d\\ude00\".getBytes(\"UTF-8\"); for (byte x : b) System.out.write(x);");
    assertEquals("h\u00e9\ud83d\ude00", output(0).get("text").getAsString());
  }

  @Test
  void timeShowsTheValueAndHowLongItTook() {
    run("%time 6 * 7");
    assertEquals("42", output(0).getAsJsonObject("data").get("text/plain").getAsString());
    String took = output(1).getAsJsonObject("data").get("text/plain").getAsString();
    assertTrue(took.matches("wall [0-9.]+ m?s, CPU of this thread [0-9.]+ m?s"), took);
    run("%%time\nint timed = 2;\ntimed + 1");
    assertEquals(2, host.kernel().interpreter().session().get("timed"));
    assertTrue(plain(run("%time 1 / 0")).contains("1 | %time 1 / 0"));
  }

  @Test
  void jarsCanBeImported(@TempDir Path directory) throws Exception {
    Path source =
        Files.writeString(
            directory.resolve("Hi.java"),
            "package greet; public class Hi { public static int n() { return 3; } }");
    ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "-d", directory.resolve("a b").toString(), source.toString());
    run("%jars \"" + directory.resolve("a b") + "\"\nimport greet.Hi;\nHi.n()");
    assertEquals("3", output(1).getAsJsonObject("data").get("text/plain").getAsString());
    assertTrue(plain(run("%jars none/*.jar")).contains("There is no file none/*.jar."));
  }

  @Test
  void completionKnowsMagicsVariablesAndJava() {
    run("int counter = 1;");
    Assist assist = host.kernel().assist();
    assertEquals(List.of("%twice"), texts(assist.complete("%tw", 3)));
    assertEquals(List.of("%time", "%timeit"), texts(assist.complete("%ti", 3)));
    assertEquals(List.of("counter"), texts(assist.complete("%twice coun", 11)));
    assertTrue(texts(assist.complete("int abc = 1; ab", 15)).contains("abc"));
    Completions found = assist.complete("%twice counter\nSystem.out.pri", 29);
    assertEquals(26, found.start());
    assertTrue(texts(found).contains("println("));
  }

  private static List<String> texts(Completions found) {
    return found.items().stream().map(Completions.Item::text).toList();
  }

  @Test
  void wholenessOfMixedCells() {
    Assist assist = host.kernel().assist();
    assertEquals("incomplete", status(assist, "%twice x +"));
    assertEquals("complete", status(assist, "%twice x"));
    assertEquals("incomplete", status(assist, "%%csv a"));
    assertEquals("complete", status(assist, "%%csv a\n1,2\n\n"));
    assertEquals("invalid", status(assist, "%twice x\nclass 3 {}"));
  }

  @Test
  void aQuestionMarkAsksWhatANameIs() {
    run("var asked = Table.create(\"asked\", StringColumn.create(\"<g>\", \"a\", \"b\"));");
    for (String code : List.of("?asked", "asked?", "?? asked")) {
      JsonObject data = page(run(code));
      assertTrue(data.get("text/plain").getAsString().contains("text, 2 levels: a, b"), code);
      String html = data.get("text/html").getAsString();
      assertTrue(html.contains("&lt;g&gt;") && !html.contains("<g>"), html);
    }
    assertTrue(page(run("?%twice")).get("text/plain").getAsString().startsWith("%twice: "));
    assertTrue(page(run("Math.hypot?")).get("text/html").getAsString().contains("double x"));
    assertTrue(plain(run("?nobody")).contains("There is nothing called nobody here."));
    assertEquals("complete", status(host.kernel().assist(), "?asked"));
  }

  private static JsonObject page(Outcome outcome) {
    Outcome.Done done = assertInstanceOf(Outcome.Done.class, outcome);
    JsonObject page = done.payload().get(0).getAsJsonObject();
    assertEquals("page", page.get("source").getAsString());
    return page.getAsJsonObject("data");
  }

  private String text(int i) {
    return output(i).getAsJsonObject("data").get("text/plain").getAsString();
  }

  @Test
  void valuesOfJavaStandInArguments() {
    run("int forty = 40; List<String> words = List.of(\"a\", \"b\");");
    assertDone(run("int n40 = 3;\n%twice n${forty}"));
    assertTrue(plain(run("%twice ${words}")).contains("c(\"a\", \"b\")"), "as R writes it");
    assertTrue(plain(run("%twice ${no")).contains("This ${ is not closed."));
    assertTrue(plain(run("%twice ${nowhere}")).contains("cannot find symbol"));
  }

  private static void assertDone(Outcome outcome) {
    assertInstanceOf(Outcome.Done.class, outcome, () -> plain(outcome));
  }

  @Test
  void whoListsVariables() {
    run("var lines = new ArrayList<String>(List.of(\"x\"));");
    assertDone(run("%who"));
    assertTrue(text(0).matches("(?s).*lines +ArrayList<String> +1 element\\b.*"), text(0));
  }

  @Test
  void timeitTimesWithoutTheCompiler() {
    assertDone(run("%timeit n = 1000, rounds = 3, Math.sqrt(2.0)"));
    assertTrue(
        text(0).matches("[\\d.]+ (ns|µs) a run \\(fastest of 3 rounds of 1000; .*"), text(0));
    assertDone(run("%%timeit rounds = 2, n = 10\nint s = 0;\nfor (int i = 0; i < 3; i++) s += i;"));
    assertTrue(plain(run("%timeit undefined + 1")).contains("cannot find symbol"));
  }

  @Test
  void loadRunsFilesHere(@TempDir Path folder) throws IOException {
    Path script = Files.writeString(folder.resolve("a.jsh"), "/set x\nint loaded = 6;\nloaded * 7");
    assertDone(run("%load " + script));
    assertEquals("42", text(0));
    assertEquals("display_data", output(0).get("output_type").getAsString());
    Path type =
        Files.writeString(folder.resolve("Five.java"), "package a.b;\nclass Five { int n = 5; }");
    assertDone(run("%load " + type + "\nnew Five().n"));
    assertEquals("5", text(0));
    Path notebook =
        Files.writeString(
            folder.resolve("n b.ipynb"),
            "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": \"x\"},"
                + "{\"cell_type\": \"code\", \"source\": [\"int nb = 1;\\n\", \"nb\"]},"
                + "{\"cell_type\": \"code\", \"source\": \"int q = 1 / 0;\"}]}");
    String failed = plain(run("%load \"" + notebook + "\""));
    assertTrue(failed.contains("/ by zero\n  n b.ipynb, code cell 2, line 1, column 1"), failed);
    assertTrue(plain(run("%load none.jsh")).contains("There is no file"));
  }

  @Test
  void bashRunsScripts() {
    assertDone(run("%%bash\necho one\necho two >&2\nX=3; echo ${X}"));
    String all = outputs.json().toString();
    assertTrue(all.contains("one\\n") && all.contains("two\\n") && all.contains("3\\n"), all);
    assertTrue(plain(run("%bash exit 4")).contains("exit code 4"));
  }

  @Test
  void startupScriptRunsOnceAndItsFaultsAreTold(@TempDir Path folder) throws IOException {
    Interpreter interpreter = host.kernel().interpreter();
    interpreter.startup(Files.writeString(folder.resolve("s.jsh"), "int fromStart = 2;"));
    assertDone(run("fromStart + 1"));
    assertEquals("3", text(0));
    interpreter.startup(Files.writeString(folder.resolve("t.jsh"), "int bad = ;"));
    assertDone(run("1"));
    String told = output(0).get("text").getAsString();
    assertTrue(told.contains("startup script") && told.contains("t.jsh, line 1, column 11"), told);
    assertDone(run("1"));
    assertEquals("execute_result", output(0).get("output_type").getAsString());
  }

  @Test
  void whatIsInterruptedWhileItIsShownHasBoundNothing() {
    Outcome.Failed stopped = assertInstanceOf(Outcome.Failed.class, run("%slow down"));
    assertTrue(stopped.interrupted(), stopped.message());
    assertFalse(host.kernel().interpreter().session().has("slowly"));
    run("%slow down");
    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, run("%slow fails"));
    assertTrue(failed.message().contains("No ink."), failed.message());
    assertEquals("fails", host.kernel().interpreter().session().get("slowly"));
    run("%slow down");
    assertEquals("fails", host.kernel().interpreter().session().get("slowly"));
  }

  @Test
  void anErrorWithoutAMessageDoesNotSayNull() {
    String endless = "class Endless { public String toString() { return \"x\" + this; } }\n";
    for (String code : List.of(endless + "new Endless()", "throw new RuntimeException();")) {
      Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, run(code));
      assertEquals("", failed.message(), code);
      assertFalse(plain(failed).contains("null"), plain(failed));
    }
    JsonObject asked = host.kernel().interpreter().expression("new Endless()");
    assertEquals("StackOverflowError", asked.get("ename").getAsString());
    assertEquals("", asked.get("evalue").getAsString());
  }

  private static String status(Assist assist, String code) {
    return assist.isComplete(code).get("status").getAsString();
  }
}
