package dev.henderson.kernel.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.libraries.LibraryIndex;
import dev.henderson.kernel.session.CellFailure;
import dev.henderson.kernel.session.Interruption;
import dev.henderson.kernel.session.Place;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a cell outside of classes and methods, where JShell has rules of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopLevelTest {
  private final Interruption interruption = new Interruption(note -> {});
  private final JShellEngine engine =
      new JShellEngine(interruption, List.of("java.util.function.*"), LibraryIndex::ofThisProcess);

  @BeforeAll
  void start() {
    engine.start();
  }

  @AfterAll
  void close() {
    engine.close();
  }

  @BeforeEach
  void begin() {
    interruption.begin();
  }

  @AfterEach
  void end() {
    interruption.end();
  }

  private Evaluation run(String source) {
    return engine.run(new Place(1, source, 0, source.length()));
  }

  private String error(String source) {
    CellFailure failure = assertThrows(CellFailure.class, () -> run(source), source);
    return String.join("\n", failure.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
  }

  @Test
  void aReturnIsRefusedBeforeAnythingRuns() {
    run("int ran = 0;");
    String error = error("ran = 1;\nint n = 2; return n + 3;\nran = 2;");
    assertEquals(0, run("ran").value().orElseThrow());
    assertTrue(error.contains("return ends a method; a cell shows the value of its last line"));
    assertTrue(error.contains("last line: write n + 3\n"), error);
    List<String> lines = error.lines().toList();
    int code = lines.indexOf(lines.stream().filter(l -> l.contains("int n =")).findFirst().get());
    int caret = lines.get(code + 1).indexOf('^');
    assertTrue(lines.get(code).startsWith("return n", caret), error);
    assertFalse(lines.get(code + 1).contains("^^^^^^^"), "the word only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return|leave it out",
        "return;|leave it out",
        "return (5)|write (5)",
        "{ return 5; }|write if and else",
        "if (true) return 5;|write if and else",
        "for (;;) { return; }|write if and else",
        "try { return 1; } finally { }|write if and else",
      })
  void everyReturnOutsideOfAMethod(String code, String advice) {
    assertTrue(error(code).contains(advice), () -> error(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int five() { return 5; }",
        "int many(int... n) { for (int i : n) { if (i > 1) return i; } return 0; }",
        "<T> T same(T t) { return t; }",
        "Supplier<Integer> s = () -> { return 5; };",
        "new Thread(() -> { return; }).start();",
        "Supplier<Integer> a = new Supplier<>() { public Integer get() { return 5; } };",
        "class Five { int get() { return 5; } Five me() { return this; } }",
        "record Rec(int n) { int twice() { return 2 * n; } }",
        "interface Has { default int n() { return 1; } }",
        "enum En { A { int n() { return 1; } }; abstract int n(); }",
        "{ class Local { int get() { return 5; } } new Local().get(); }",
        "if (true) { Runnable r = () -> { return; }; r.run(); }",
        "String returned = \"return 5;\";",
        "int w = switch (3) { case 3 -> { Supplier<Integer> x = () -> { return 1; }; yield 1; }"
            + " default -> 2; };",
        "switch (3) { case 3: Runnable q = () -> { return; }; q.run(); }",
        "int byDay(int d) { switch (d) { case 1: return 5; default: return 6; } }",
      })
  void aReturnThatEndsSomethingIsTaken(String code) {
    assertEquals(List.of(), run(code).notes());
  }

  @Test
  void whatIsWrongAroundTheTextIsNotShown() {
    String error = error("while (false) { }");
    assertTrue(error.contains("unreachable statement"), error);
    assertFalse(error.contains("missing return"), error);
    assertTrue(error("int g() { }").contains("missing return"), "of a method of the cell");
    assertTrue(error("int h = (1 +").contains("CompileError"), "an error at the end alone");
  }

  @Test
  void thatFinalIsIgnoredIsToldOnce() {
    assertEquals(List.of(), run("static int free = 3; String f = \"final\";").notes());
    assertEquals(List.of(), run("final class Last { final int n = 1; }").notes());
    List<String> notes = run("/* three */ private final int ff = 3; ff = 4; ff").notes();
    assertEquals(
        List.of(
            "final has no effect on ff: variables of a cell can always be given another value.\n"),
        notes);
    assertEquals(List.of(), run("final int gg = 3;").notes());
  }
}
