package dev.henderson.kernel.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.henderson.kernel.protocol.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether Enter in a console runs what is typed, or opens another line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholenessTest {
  private HendersonKernelHost host;

  @BeforeAll
  void open() {
    host = new HendersonKernelHost(StandardMagics.create(), Path.of(""));
    run("int limit = 3; int Limit = 1; int Most = 2;");
  }

  @AfterAll
  void close() {
    host.close();
  }

  private Outcome run(String code) {
    return CellRun.of(host, code);
  }

  private JsonObject answer(String code) {
    return host.kernel().interpreter().assist().isComplete(code);
  }

  private String status(String code) {
    return answer(code).get("status").getAsString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "List<String",
        "final Map<String, List<Integer",
        "var x = new ArrayList<String",
        "Map.Entry<String",
        "%read d = \"x",
        "%lm m = \"Reaction ~ Days",
        "%lmer m = Reaction ~ Days,",
      })
  void anotherLineIsWanted(String code) {
    assertEquals("incomplete", status(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit < 4",
        "Limit < Most",
        "List<String> x",
        "import java.util.List",
        "import java.util.Map.Entry",
        "import java.util.*",
        "import static java.lang.Math.sqrt",
        "int f() { return 1; }",
        "java.util.function.IntUnaryOperator op = n -> { return n; }",
        "%bash echo it's",
        "%read d = \"x\"",
      })
  void enterRuns(String code) {
    assertEquals("complete", status(code));
  }

  /** An open text ends at an empty line, so that nobody is held by a quote too many. */
  @Test
  void anEmptyLineEndsTheWaitingForAQuote() {
    assertEquals("complete", status("%read d = \"x\n"));
    assertEquals("complete", status("%read d = \"x\n\n"));
  }

  /**
   * Invalid, since a console runs what is invalid: the answer names what is wrong. To wait for
   * {@code .List} on the next line would hold everyone who believes that the import is whole.
   */
  @Test
  void anImportOfAPackageIsAnsweredAtOnce() {
    assertEquals("invalid", status("import java.util"));
    assertEquals("invalid", status("int a = 1;\nimport java.util;"));
    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, run("import java.util"));
    assertTrue(failed.message().contains("cannot find symbol"), failed.message());
  }

  /** Complete: Enter shows what to write here instead of another prompt. */
  @Test
  void pastedPythonIsAnsweredAtOnce() {
    assertEquals("complete", status("import pandas as pd"));
    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, run("import pandas as pd"));
    assertTrue(String.join("\n", failed.traceback()).contains("leave it out"), "the advice");
  }

  @Test
  void nothingMakesAReturnJava() {
    assertEquals("invalid", status("return"));
    assertEquals("invalid", status("return 5;"));
    assertEquals("invalid", status("if (limit > 2) return 5;"));
  }

  @Test
  void anOpenBlockIsIndented() {
    for (String code :
        new String[] {"{", "{ int a; ", "if (true) { // }", "if (true) {\n} else {"}) {
      assertEquals("    ", indent(code), code);
    }
    assertEquals("        ", indent("class A {\n    void f() { int a;"));
    assertEquals("    ", indent("class A {\n    void f() { }"));
    assertEquals("    ", indent("class A {\n    String s = \"{\";"));
  }

  private String indent(String code) {
    JsonObject answer = answer(code);
    return answer.has("indent") ? answer.get("indent").getAsString() : answer.toString();
  }
}
