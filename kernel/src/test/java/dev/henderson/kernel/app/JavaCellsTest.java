package dev.henderson.kernel.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.henderson.kernel.magic.LoadMagic;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.magic.TimeMagic;
import dev.henderson.kernel.notebook.NotebookOutputs;
import dev.henderson.kernel.protocol.Execution;
import dev.henderson.kernel.protocol.Outcome;
import dev.henderson.kernel.session.CellWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

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
  void closedStreamsStillPrint() {
    assertShows(
        "onetwo", "System.out.print(\"one\"); System.out.close(); System.out.print(\"two\");");
    assertShows("three", "System.err.close(); System.err.print(\"three\");");
    assertShows("four", "try (var w = new PrintWriter(System.out)) { w.print(\"four\"); }");
    assertShows("five", "System.out.println(\"five\");");
  }

  @Test
  void aCellCannotEndTheKernel() {
    String all = run("System.out.println(\"before\");\nSystem.exit(0);");
    assertTrue(all.startsWith("before\njava.lang.SecurityException: System.exit would end"), all);
    assertTrue(all.contains("line 2, column 1\n  2 | System.exit(0);"), all);
    assertTells("Runtime.halt would end the kernel", "Runtime.getRuntime().halt(1)");
    assertTells(
        "Runtime.exit would end", "Runnable end = () -> Runtime.getRuntime().exit(1); end.run()");
    assertTells("System.exit would end", "IntConsumer bye = System::exit; bye.accept(1)");
    assertTells("Runtime.halt would", "IntConsumer h = Runtime.getRuntime()::halt; h.accept(1)");
  }

  @Test
  void ofAClassAndAnImportOfOneNameTheLaterWins() {
    run("class Set { } int kept = 4;");
    assertShows("Class Set gave way to the import java.util.Set.", "import java.util.Set;");
    assertShows("[1]4", "\"\" + Set.of(1) + kept");
    assertTells("The import java.util.Set gave way to class Set.", "class Set { int own = 2; }");
    assertShows("2", "new Set().own");
    run("class Entry { }");
    assertTells("Class Entry gave way", "import static java.util.Map.Entry;");
    assertTells("gave way to variable PI", "import static java.lang.Math.PI; double PI = 3;");
    assertShows("3.0", "PI");
    assertShows("7", "import static java.lang.Math.max; int max = 3; max(max, 7)");
  }

  @Test
  void codeTooLargeForAClassIsRefusedAndForgotten() {
    run("String big = \"small\";");
    String huge = "\"" + "a".repeat(70_000) + "\"";
    String folded = "\"" + "a".repeat(40_000) + "\" + \"" + "b".repeat(40_000) + "\"";
    String array = "int[] big = {" + "1,".repeat(12_000) + "};";
    String method = "void tooBig() { " + "Math.sin(1);".repeat(16_000) + " }";
    String loop = "for (int i = 0; i < 2; i++) { " + "Math.sin(1);".repeat(16_000) + " }";
    for (String code : List.of("String big = " + huge + ";", huge, folded, array, method, loop)) {
      String shown = run(code);
      assertTrue(shown.contains("64 KB") && shown.length() < 1000, shown);
      assertShows("7", "7");
    }
    assertShows("small", "big");
  }

  @Test
  void aRecordsConstructorNeedsNoPublic() {
    assertShows(
        "", "record Small(int x) {\n  Small {\n    if (x < 0)\n      throw new Error();\n  }\n}");
    assertShows("Small[x=1]", "new Small(1)");
    assertTells("line 4, column 7\n  4 |       throw new Error();", "new Small(-1)");
    assertTells("stronger access", "record Closed(int x) { private Closed { } }");
  }

  @Test
  void whatTheSameCellDeclaresLaterIsNotMissing() {
    assertShows(
        "0",
        "int ping(int n) { return n < 1 ? 0 : pong(n - 1); }\n"
            + "int pong(int n) { return ping(n - 1); }\nping(4)");
    assertShows(
        "",
        "sealed interface Way permits Up, Down { }\n"
            + "record Up() implements Way { }\nrecord Down() implements Way { }");
    assertShows(
        "Both is declared, but cannot be used until class C1, class C2 are declared.",
        "sealed interface Both permits C1, C2 { }");
  }

  @Test
  void aSemicolonAtTheEndShowsNothing() {
    assertShows("", "1 + 1; // a remark");
    assertShows("2", "1 + 1 // no end;");
    assertShows("3", "System.out.printf(\"%d%n\", 3);");
    assertShows("3", "System.out.printf(\"%d%n\", 3)");
    assertShows("true", "var grown = new ArrayList<Integer>(); grown.add(1)");
    assertShows("", "class Held { int m; } var held = new Held(); held.m = 5");
    assertShows("", "int[] cells = {1}; cells[0] += 3");
    assertShows("true", "cells[0] == 4");
  }

  @Test
  void assertionsHold() {
    assertTells("AssertionError: no\n", "assert 1 == 2 : \"no\";");
  }

  @Test
  void anImportOfNoPackageIsUnderlinedThere() {
    assertTells("column 8\n  1 | import java.utl.*;\n    |        ^^^^^^^^", "import java.utl.*;");
  }

  @Test
  void thePrintOfOtherLanguagesIsAnswered() {
    String instead = "Java prints with System.out.println(...); a value alone";
    assertTells(instead, "print(\"x\")");
    assertTells(instead, "print('several words')");
    assertTells(instead, "int printed = 1; if (printed > 0) { print(printed); }");
    assertTells("System.out.printf(...)", "printf(\"%d\", 1)");
    assertFalse(run("nothing(\"x\")").contains(instead));
    run("void print(String own) { }");
    assertFalse(run("print(1, 2)").contains(instead), "there is one of that name");
    assertFalse(run("print(nothing)").contains(instead));
    run("void print() { }");
    assertFalse(run("print(1, 2)").contains(instead), "there are two");
  }

  @Test
  void namesOfJShellAreNotShown() {
    String text = run("class Leaf { } List.of(new Leaf())");
    assertTrue(text.matches("\\[Leaf@\\w+\\]"), text);
    assertTrue(run("new Leaf[] {new Leaf()}").startsWith("[Leaf@"));
    assertShows("class Leaf", "Leaf.class");
    assertTrue(run("Runnable none = () -> { }; none").startsWith("lambda"));
  }

  @Test
  void whatIsTooLargeIsCut() {
    assertShows("[(this array)]", "Object[] self = new Object[1]; self[0] = self; self");
    assertTells(", 98, 99, \u2026 99,900 more]", "IntStream.range(0, 100_000).boxed().toList()");
    assertTells("\u2026 1,980,000 more characters", "\"x\".repeat(2_000_000)");
    assertShows("[1, 2]", "new TreeSet<>(List.of(2, 1))");
  }

  @Test
  void placesAreThoseOfTheCellOrFile(@TempDir Path folder) throws IOException {
    run("1");
    int next = count + 1;
    assertTells(
        "cell [" + next + "], line 4, column 1\n  4 | int t2 = t1 / 0;",
        "%%time\nint t1 = 1;\n\nint t2 = t1 / 0;");
    assertTells("column 7\n  1 | %time throw new Error();", "%time throw new Error();");
    Path file = Files.writeString(folder.resolve("a.jsh"), "int f1 = 1;\n\nint f2 = f1 / 0;");
    assertTells("a.jsh, line 3, column 1\n  3 | int f2 = f1 / 0;", "%load " + file);
    Path magic = Files.writeString(folder.resolve("b.jsh"), "int g = 1;\n%load none.jsh");
    assertTells("b.jsh, line 2, column 7", "%load " + magic);
    assertTells("cell [" + (count + 1) + "], line 1", "1 / 0");
  }

  @Test
  void whatAThreadDiesOfIsDrawn() throws InterruptedException {
    assertTells(
        "ended in an error.\njava.lang.ArithmeticException: / by zero\n  cell [" + (count + 1),
        "int none = 0;\nvar dies = new Thread(() -> System.out.println(1 / none));\n"
            + "dies.start();\ndies.join();");
  }

  @Test
  void theStatementThatRunsIsAPlaceToo() {
    assertTells(
        "The thread d ended in an error.\njava.lang.ArithmeticException: / by zero\n  cell ["
            + (count + 1)
            + "], line 2, column 3\n  2 |   System.out.println(1 / nil);",
        "int nil = 0; { var d = new Thread(() -> {\n  System.out.println(1 / nil);\n}, \"d\");"
            + " d.start(); d.join(); }");
  }

  @Test
  void aThreadWithoutANameNeedsNone() {
    boolean virtual = Runtime.version().feature() >= 21;
    String dies = "(() -> {\n  throw new Error(\"v\");\n}";
    String shown =
        run(
            virtual
                ? "Thread.startVirtualThread" + dies + ").join();"
                : "{ var t = new Thread" + dies + ", \"\"); t.start(); t.join(); }");
    String which = virtual ? "A virtual thread" : "A thread";
    assertTrue(shown.startsWith(which + " ended in an error.\njava.lang.Error: v\n"), shown);
    assertTrue(shown.contains("line 2, column 3\n  2 |   throw new Error"), shown);
  }

  @Test
  void notEveryMemoryErrorIsAFullHeap() {
    String shown = run("int[] all = new int[Integer.MAX_VALUE];");
    assertTrue(shown.contains("Requested array size exceeds VM limit"), shown);
    assertFalse(shown.contains("The heap of"), shown);
  }

  @Test
  void aFullHeapIsToldOfAThreadToo() {
    String full = "new Thread(() -> { throw new OutOfMemoryError(\"Java heap space\"); }, \"f\")";
    String shown = run("{ var full = " + full + "; full.start(); full.join(); }");
    assertTrue(shown.contains("OutOfMemoryError: The heap of "), shown);
    assertTrue(shown.contains(" MiB is full (Java heap space).\n"), shown);
    assertTrue(shown.contains("or raise -Xmx in the\nkernel's kernel.json, now "), shown);
  }

  private String interrupted(String code, Predicate<Thread> place) {
    CellWatch.onceInside(place, host.kernel().interpreter()::interrupt);
    return run(code);
  }

  @Test
  void anInterruptHasAPlace() {
    run("int n = 0;");
    String begin = "The cell was interrupted.\n";
    String cell = "cell [" + (count + 1) + "], ";
    String loop = interrupted("// Forever.\nwhile (n < 1) {\n  n--; n++;\n}", thread -> true);
    assertTrue(loop.matches("(?s)" + begin + "  cell \\[\\d+\\], line [23], column .*\\^+"), loop);
    String sleep =
        interrupted("int m = 0;\nThread.sleep(60_000);", t -> CellWatch.calls(t, "sleep"));
    assertTrue(sleep.startsWith(begin + "  in java.base/java.lang.Thread.sleep"), sleep);
    assertTrue(sleep.contains("line 2, column 1\n  2 | Thread.sleep(60_000);\n    | ^^^"), sleep);
    String called =
        interrupted(
            "int spin() {\n  while (true) { }\n}\nint never =\n  spin();",
            t -> CellWatch.calls(t, "spin"));
    assertTrue(called.contains("line 2, column 3\n  2 |   while (true) { }"), called);
    assertTrue(called.contains("from cell [" + count + "], line 5: spin();"), called);
    assertTrue(loop.startsWith(begin + "  " + cell), loop);
  }

  @Test
  void whatWasSuppressedHasItsPlaceAndCause() {
    String shown =
        run(
            "var sup = new Exception(\"main\");\n"
                + "sup.addSuppressed(new RuntimeException(\"sup1\",\n    new IOException(\"deep\")));\n"
                + "throw sup;");
    assertTrue(shown.startsWith("java.lang.Exception: main\n"), shown);
    assertTrue(shown.contains("\n  suppressed: java.lang.RuntimeException: sup1\n"), shown);
    assertTrue(shown.contains("    2 | sup.addSuppressed"), shown);
    assertTrue(shown.contains("\n  caused by java.io.IOException: deep"), shown);
    assertTells(
        "  suppressed: java.lang.Error: b\n    cell [" + (count + 1) + "], line 1",
        "{ var a = new Error(\"a\"); a.addSuppressed(new Error(\"b\")); throw a; }");
  }

  @Test
  void framesThatACauseSharesAreDrawnOnce() {
    run(
        "void low() { throw new Error(\"low\"); }\nvoid mid() {\n  try {\n    low();\n"
            + "  } catch (Error e) {\n    throw new RuntimeException(\"mid\", e);\n  }\n}\n"
            + "void top() {\n  mid();\n}");
    String shown = run("top();");
    assertTrue(shown.contains("\ncaused by java.lang.Error: low\n"), shown);
    assertTrue(shown.contains(", line 4: low();"), shown);
    assertEquals(1, shown.split(": mid\\(\\);", -1).length - 1, shown);
    assertEquals(1, shown.split(": top\\(\\);", -1).length - 1, shown);
  }

  @Test
  void ofAMethodOnOneLineTheBodyIsUnderlined() {
    assertTells(
        "line 1, column 15\n  1 | void boom() { throw new Error(); }\n"
            + "    |               ^^^^^^^^^^^^^^^^^^\n",
        "void boom() { throw new Error(); }\nboom();");
    assertTells(
        "line 2, column 3\n  2 |   throw new Error(); }\n    |   ^^^^^^^^^^^^^^^^^^^^\n",
        "void bang() {\n  throw new Error(); }\nbang();");
  }

  @Test
  void earlierResultsCanBeHad() {
    run("20 + 1");
    assertShows("42", "2 * (Integer) Out(" + count + ")");
    assertTells("NoSuchElementException: Cell [9999] has no result that is kept.", "Out(9999)");
  }

  @Test
  void objectsOfAReplacedClassAreSaid() {
    run(
        "enum Hue { RED } class Part { }\nList<Hue> hues = List.of(Hue.RED);\n"
            + "List<Hue> noHues = new ArrayList<>(); int number = Hue.RED.ordinal();\n"
            + "var parts = new HashMap<String, Part>(); parts.put(\"a\", new Part());");
    assertShows(
        "hues may still hold objects of the old Hue: run the cell that made it again.",
        "enum Hue { RED, BLUE }");
    assertShows(
        "parts may still hold objects of the old Part: run the cell that made it again.",
        "class Part { int n; }");
    assertShows("1", "parts.size()");
  }
}
