package dev.henderson.kernel.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.henderson.kernel.assist.Assist;
import dev.henderson.kernel.magic.HelpMagic;
import dev.henderson.kernel.notebook.NotebookOutputs;
import dev.henderson.kernel.protocol.Completions;
import dev.henderson.kernel.protocol.Outcome;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people try in a notebook with all magics. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EverydayTest {
  private HendersonKernelHost host;
  private NotebookOutputs outputs;

  @BeforeAll
  void open() {
    host = new HendersonKernelHost(StandardMagics.create(), Path.of(""));
    run("%dataset sleepstudy");
  }

  @AfterAll
  void close() {
    host.close();
  }

  private Outcome run(String code) {
    outputs = new NotebookOutputs();
    return CellRun.of(host, code, outputs);
  }

  private String shown(String code) {
    Outcome outcome = run(code);
    assertInstanceOf(Outcome.Done.class, outcome, () -> ((Outcome.Failed) outcome).message());
    JsonObject last = outputs.json().get(outputs.json().size() - 1).getAsJsonObject();
    return last.getAsJsonObject("data").get("text/plain").getAsString();
  }

  private String error(String code) {
    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, run(code));
    return String.join("\n", failed.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
  }

  private List<String> completed(String code) {
    Assist assist = host.kernel().assist();
    return assist.complete(code, code.length()).items().stream()
        .map(Completions.Item::text)
        .toList();
  }

  @Test
  void timeitTakesValuesAndOptionsOfOthersAndRunsNothingItRefuses() {
    assertTrue(shown("%timeit -n 10 -r 2 Math.sqrt(2.0)").contains("2 rounds of 10;"));
    assertTrue(shown("%timeit rounds = 2, n = 3, 1 + 1").contains("2 rounds of 3;"));
    assertTrue(
        shown("%%timeit -n 5 -r 2\nint s = 0;\nfor (int i = 0; i < 3; i++) s += i;\ns")
            .contains("2 rounds of 5;"));
    assertTrue(error("%%timeit\nint ran = 1;\nnope(ran);").contains("cannot find symbol"));
    assertFalse(host.kernel().interpreter().session().has("ran"));
    assertTrue(error("%%timeit\nint bad = \"x\";").contains("incompatible types"));
  }

  @Test
  void timeitTakesWhatThrowsAndSaysWhatItThrew() {
    assertTrue(shown("%timeit n = 2, rounds = 2, Thread.sleep(1)").contains("2 rounds of 2;"));
    assertTrue(shown("%timeit -n 2 -r 2 Thread.sleep(1);").contains("2 rounds of 2;"));
    assertTrue(shown("%timeit -n 2 -r 2 Files.size(Path.of(\"/\"))").contains("rounds of 2;"));
    assertTrue(
        shown("%%timeit -n 2 -r 2\nlong s = 0;\nThread.sleep(1);\ns").contains("rounds of 2;"));
    String thrown = error("%timeit Integer.parseInt(\"x\")");
    assertTrue(thrown.startsWith("java.lang.NumberFormatException: For input string: \"x\""));
    assertTrue(thrown.contains("cell [1], line 1, column 9\n"), thrown);
    assertTrue(thrown.contains("1 | %timeit Integer.parseInt(\"x\")\n"), thrown);
    String late = error("%%timeit -n 2\nint i = 1;\nthrow new IOException(\"e\" + i);");
    assertTrue(late.startsWith("java.io.IOException: e1\n  cell [1], line 3, column 1\n"), late);
    String unknown = error("%timeit -n 3 nosuch(1)");
    assertTrue(unknown.contains("cannot find symbol"), unknown);
    assertTrue(unknown.contains("cell [1], line 1, column 14\n"), unknown);
    assertTrue(unknown.contains("1 | %timeit -n 3 nosuch(1)\n"), unknown);
    String second = error("%%timeit\nint a = 1;\nint b = 2;\na + c");
    assertTrue(second.contains("cell [1], line 4, column 5\n  4 | a + c"), second);
  }

  @Test
  void timeRunsMagicsAsTheyRunAlone() {
    run("int forTime = 1;");
    assertTrue(shown("%time %who").startsWith("wall "));
    assertTrue(outputs.json().toString().contains("forTime"), outputs.json().toString());
    shown("%time %lm timed = Reaction ~ Days,\n  data = sleepstudy, plots = none");
    assertEquals("execute_result", type(0));
    assertEquals("display_data", type(1));
    assertTrue(host.kernel().interpreter().session().has("timed"));
    shown("%%time\nint inTime = 2;\n%who\ninTime + 40");
    assertTrue(outputs.json().toString().contains("\"42\""), outputs.json().toString());
    assertTrue(shown("%time %who\n3 + 4").equals("7"));
    assertEquals(1, outputs.json().asList().stream().filter(o -> is(o, "execute_result")).count());
    String wrong = error("%%time\nint again = 1;\n  %lm timed = Reaction ~ Day");
    assertTrue(wrong.contains("cell [1], line 3, column 26\n"), wrong);
    assertTrue(wrong.contains("3 |   %lm timed = Reaction ~ Day\n"), wrong);
    String pasted = error("%%time\nimport numpy as np");
    assertTrue(pasted.contains("This is Python"), pasted);
    assertTrue(pasted.contains("line 2, column 1\n"), pasted);
    String inLine = error("%time %nosuch");
    assertTrue(inLine.contains("There is no magic called %nosuch"), inLine);
    assertTrue(inLine.contains("1 | %time %nosuch\n"), inLine);
  }

  private String type(int output) {
    return outputs.json().get(output).getAsJsonObject().get("output_type").getAsString();
  }

  private static boolean is(JsonElement output, String type) {
    return output.getAsJsonObject().get("output_type").getAsString().equals(type);
  }

  /** Either would end the timing loop early and give a wrong time. */
  @Test
  void timeitIsNotLeftByBreakOrReturn() {
    for (String word : List.of("break", "return", "return 5", "continue")) {
      String told = error("%%timeit\nint i = 1;\nif (i > 0) " + word + ";");
      assertTrue(told.contains("would leave the loop that %timeit puts around"), told);
      assertTrue(told.contains("line 3, column 12\n"), told);
    }
    assertTrue(
        shown("%%timeit -n 2 -r 2\nfor (int i = 0; ; i++) { if (i > 3) break; }")
            .contains("rounds of 2;"));
  }

  @Test
  void onlyWhatHoldsClassesIsPutOnTheClassPath(@TempDir Path folder) throws Exception {
    Path source = Files.writeString(folder.resolve("A.java"), "class A { }");
    assertTrue(error("%jars " + source).contains("neither a jar nor a folder of classes"));
    assertTrue(error("%jars " + source).contains("%load " + source));
    assertTrue(error("%jars " + folder).contains("neither a jar nor a folder of classes"));
    Files.write(folder.resolve("a.jar"), new byte[] {1, 2, 3});
    assertTrue(error("%jars " + folder).contains("%jars " + folder + "/*.jar"));
    assertTrue(error("%jars " + folder + "/*.jar").contains("neither"), "an empty jar");
  }

  @Test
  void anExtensionInALibraryIsInstalledOnce(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("out/META-INF/services"));
    StringBuilder names = new StringBuilder();
    for (String name : List.of("Broken", "Works")) {
      String body = name.equals("Broken") ? "throw new IllegalStateException(\"no\");" : "";
      Path source =
          Files.writeString(
              folder.resolve(name + ".java"),
              "package more; public class "
                  + name
                  + " implements org.dflib.jjava.jupyter.Extension { public void install("
                  + "org.dflib.jjava.jupyter.kernel.BaseKernel k) {"
                  + body
                  + "} }");
      String out = folder.resolve("out").toString();
      String path = System.getProperty("java.class.path");
      ToolProvider.getSystemJavaCompiler()
          .run(null, null, null, "-proc:none", "-cp", path, "-d", out, source.toString());
      names.append("more.").append(name).append('\n');
    }
    Files.writeString(services.resolve("org.dflib.jjava.jupyter.Extension"), names);
    String first = shown("%jars \"" + folder.resolve("out") + "\"");
    assertTrue(first.contains("The extension more.Works is installed."), first);
    assertTrue(first.contains("could not be installed: java.lang.IllegalStateException: no"));
    assertFalse(shown("%jars \"" + folder.resolve("out") + "\"").contains("extension"));
  }

  @Test
  void completionOfSettingsStringsBodiesAndValues() {
    assertEquals(List.of("pictures = "), completed("%config pi"));
    assertEquals(List.of("png", "svg"), completed("%config pictures = "));
    assertEquals(List.of(), completed("String s = \"Str"));
    assertEquals(List.of("Reaction"), completed("sleepstudy.numberColumn(\"Rea"));
    assertEquals(List.of("Days"), completed("sleepstudy.select(\"Reaction\", \"Da"));
    run("int forTiming = 1;");
    assertEquals(List.of("forTiming"), completed("%%timeit\nforT"));
    assertTrue(completed("%lm Reaction ~ ${forT").contains("forTiming"));
    assertTrue(completed("%%").containsAll(List.of("%%csv", "%%table", "%%timeit", "%%bash")));
    assertEquals(List.of("`Reaction`"), completed("%lm `Rea"));
    run("%lmer em = Reaction ~ Days + (Days | Subject), plots = none");
    assertEquals("Days", completed("%emmeans em, ~ D").get(0));
  }

  @Test
  void annotationsWaitForWhatTheyBelongTo() {
    Assist assist = host.kernel().assist();
    for (String code : List.of("@Override", "@Deprecated\n@SuppressWarnings(\"unused\")")) {
      assertEquals("incomplete", assist.isComplete(code).get("status").getAsString(), code);
    }
    assertEquals("complete", status(assist, "@Deprecated\nvoid f() { }"));
    assertEquals("invalid", status(assist, "@Override )"));
  }

  private static String status(Assist assist, String code) {
    return assist.isComplete(code).get("status").getAsString();
  }

  /** The list of the help against the methods there are. */
  @Test
  void theHelpNamesWhatCellsCanCall() {
    String help = shown("%help");
    for (Method method : Notebook.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        String call = method.getName() + "(";
        assertTrue(HelpMagic.FROM_JAVA.keySet().stream().anyMatch(c -> c.startsWith(call)), call);
        assertTrue(help.contains(call), call);
      }
    }
    for (String called : HelpMagic.FROM_JAVA.keySet()) {
      String name = called.replaceAll("\\(.*", "");
      assertTrue(
          Arrays.stream(Notebook.class.getMethods()).anyMatch(m -> m.getName().equals(name)), name);
    }
    assertTrue(help.contains("?name") && help.contains("startup.jsh"), help);
  }

  @Test
  void aScriptOfTheShellGetsTheVariablesItNames() {
    run("int n = 3; String file = \"a b\";");
    run("%%bash n, file\necho \"$n${file}\"");
    assertTrue(outputs.json().toString().contains("3a b"), outputs.json().toString());
    assertTrue(error("%%bash nn\necho").contains("nn"));
  }

  @Test
  void aNameThatIsNoneIsRefusedAlike() {
    String csv = error("%%csv 1t\na\n1");
    assertTrue(csv.contains("'1t' cannot be the name of a Java variable"), csv);
    String read = error("%read 1t = a.csv");
    assertTrue(read.contains("'1t' cannot be the name of a Java variable"), read);
    assertTrue(read.contains("%read d = a.csv"), read);
  }

  @Test
  void errorsAsDataHaveAnEmptyText() {
    run("%jars none.jar");
    JsonObject data = outputs.json().get(0).getAsJsonObject().getAsJsonObject("data");
    assertEquals("", data.get("text/plain").getAsString());
  }
}
