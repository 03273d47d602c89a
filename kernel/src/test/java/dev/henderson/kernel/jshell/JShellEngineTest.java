package dev.henderson.kernel.jshell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.libraries.LibraryIndex;
import dev.henderson.kernel.session.Cell;
import dev.henderson.kernel.session.CellFailure;
import dev.henderson.kernel.session.CellInterrupted;
import dev.henderson.kernel.session.CellWatch;
import dev.henderson.kernel.session.Interruption;
import dev.henderson.kernel.session.Piece;
import dev.henderson.kernel.session.Session;
import dev.henderson.kernel.session.StuckCell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class JShellEngineTest {
  private final List<StuckCell> told = new ArrayList<>();
  private final Interruption interruption = new Interruption(this::tell);
  private final JShellEngine engine =
      new JShellEngine(
          interruption, List.of("java.util.*", "java.util.stream.*"), LibraryIndex::ofThisProcess);
  private final Session session = new Session(engine, interruption, Path.of(""));
  private volatile Runnable onTold = () -> {};
  private int cell;

  private void tell(StuckCell stuck) {
    told.add(stuck);
    onTold.run();
  }

  @BeforeEach
  void begin() {
    engine.start();
    interruption.begin();
  }

  @AfterEach
  void close() {
    interruption.end();
    engine.close();
  }

  private Evaluation run(String source) {
    Evaluation last = Evaluation.NOTHING;
    cell++;
    for (Piece piece : Cell.parse(source).pieces()) {
      last = engine.run((Piece.Java) piece, cell, source);
    }
    return last;
  }

  private Object value(String source) {
    return run(source).value().orElse(null);
  }

  private static String plain(CellFailure failure) {
    return String.join("\n", failure.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
  }

  @Test
  void importsThatComeLateLeaveVariablesAlone() {
    run("int early = 7; int[] cells = {1, 2}; String text = \"x\";");
    assertEquals(List.of(7), value("List.of(early)"));
    assertEquals(2, value("cells[1]"));
    assertEquals("x", value("text"));
  }

  @Test
  void valuesAreObjects() {
    assertEquals(2, value("1+1"));
    assertEquals(List.of(1, 2), value("int a = 1;\nint b = 2;\nList.of(a, b)"));
    assertEquals(Optional.empty(), run("int c = 3;").value());
    assertEquals(Optional.empty(), run("c = 4").value());
    assertEquals(4, value("c"));
    assertEquals(Optional.empty(), run("(Object) null").value());
  }

  @Test
  void theLastSemicolonMayBeMissing() {
    run("var d = List.of(5)");
    assertEquals(5, value("d.get(0)"));
    run("int e = 1;\nint f = e + 1");
    assertEquals(2, value("f"));
    run("import java.util.zip.CRC32");
    assertEquals(0L, value("new CRC32().getValue()"));
  }

  @Test
  void boundValuesAreTypedVariables() {
    Table table = Table.create("t", DoubleColumn.create("x", 1, 2, 3));
    session.bind("t", table);
    assertSame(table, session.get("t"));
    assertEquals(2.0, value("t.doubleColumn(\"x\").mean()"));
    session.bind("m", Map.of("a", List.of(1)), "java.util.Map<String, java.util.List<Integer>>");
    assertEquals(2, value("m.get(\"a\").get(0) + 1"));
    run("var u = t.copy();");
    assertEquals(List.of("t", "u"), List.copyOf(session.tables().keySet()));
    Table other = Table.create("other");
    session.bind("t", other);
    assertSame(other, value("t"));
    session.bind("hidden", List.of(1));
    assertTrue(engine.typeOf("hidden").orElseThrow().endsWith("Collection<?>"), "the public type");
  }

  @Test
  void rebindingWithAnotherTypeIsSeenByJava() {
    session.bind("v", 1);
    assertEquals(2, value("v + 1"));
    session.bind("v", "text");
    assertEquals(4, value("v.length()"));
    run("double v = 2.5;");
    session.bind("v", "text");
    assertEquals("text", value("v"));
  }

  @Test
  void importsKeepVariables() {
    run("var m = new java.util.concurrent.ConcurrentHashMap<String,Integer>(); m.put(\"a\", 1);");
    run("import java.nio.file.*;\nimport java.util.concurrent.atomic.*;");
    assertEquals("{a=1}", value("String.valueOf(m)"));
  }

  @Test
  void redeclaredMethodsAndVariablesKeepWhatWasMadeFromThem() {
    run("int f() { return 1; } var v = f(); String dt = \"first\"; var d1 = dt.substring(2);");
    run("int f() { return 2; }");
    run("String dt = \"over\";");
    assertEquals("1 rst", value("v + \" \" + d1"));
    assertEquals(2, value("f()"));
  }

  @Test
  void aChangedClassResetsItsVariablesAndSaysSo() {
    run("class Q { int x = 1; } Q q = new Q(); int n = 5;");
    List<String> notes = run("class Q { int x = 1; int y = 2; }").notes();
    assertEquals(List.of("Variable q was reset because Q changed.\n"), notes);
    assertEquals(5, value("n"));
  }

  @Test
  void whatDoesNotCompileAgainKeepsItsNameAndItsValue() {
    run("record Qt(int x) {}");
    run("Qt q = new Qt(1); List<Qt> qs = List.of(q); var n = qs.size(); var m = Map.of(1, q);");
    run("var first = qs.get(0); int twice = n * 2;");
    List<String> notes = run("record Qt(int x, int y) {}").notes();
    assertEquals(
        List.of(
            "Variable q was reset because Qt changed.\n",
            "Variable first was reset because Qt changed.\n",
            "qs, m may still hold objects of the old Qt: run the cells that made them again.\n"),
        notes);
    assertEquals(
        "null 1 1 2 null",
        value("q + \" \" + qs.size() + \" \" + n + \" \" + twice + \" \" + first"));
    assertEquals(1, value("m.size()"));
    run("q = new Qt(3, 4);");
    assertEquals(4, value("q.y()"));
    assertEquals(List.of(), run("int later = 1;").notes());
    assertEquals(1, value("n"));
  }

  @Test
  void aResetNamesWhatTheUserChanged() {
    run("class Inner { int w = 5; } class Outer { Inner b; } Outer a = new Outer();");
    assertEquals(
        List.of("Variable a was reset because Inner changed.\n"),
        run("class Inner { int w = 5; int z = 3; }").notes());
    run("int load() { return 7; } var heavy = load(); var derived = heavy * 2;");
    assertEquals(List.of(), run("String load() { return \"seven\"; }").notes());
    assertEquals("7 14 seven", value("heavy + \" \" + derived + \" \" + load()"));
  }

  @Test
  void bindingAnotherTypeKeepsWhatWasMadeOfTheOldValue() {
    session.bind("fit", List.of(1.5, 2.5), "java.util.List<java.lang.Double>");
    run("var size = fit.size(); double head = fit.get(0);");
    session.bind("fit", "text");
    assertEquals("2 1.5 4", value("size + \" \" + head + \" \" + fit.length()"));
  }

  @Test
  void aFailedDeclarationLeavesTheVariableAsItWas() {
    run("int z = 5;");
    assertThrows(CellFailure.class, () -> run("int z = 1 / 0;"));
    assertEquals(5, value("z"));
    assertThrows(
        CellFailure.class, () -> run("String fresh = null + Integer.parseInt(\"x\") + \"\";"));
    assertFalse(session.has("fresh"));
  }

  @Test
  void runTimeErrorsHaveTheLineOfTheCell() {
    CellFailure e =
        assertThrows(
            CellFailure.class, () -> run("int a = 1;\nint b = 2;\nint c = a / (b - 2);\n"));
    assertEquals("ArithmeticException", e.name());
    assertEquals(
        """
        java.lang.ArithmeticException: / by zero
          cell [1], line 3, column 1
          3 | int c = a / (b - 2);
            | ^^^^^^^^^^^^^^^^^^^^""",
        plain(e));
  }

  @Test
  void localVariablesHaveTheirNamesInErrors() {
    run(
        "int f(String s) { String local = s; for (int i = 0; i < 2; i++) { } return local.length(); }");
    CellFailure e = assertThrows(CellFailure.class, () -> run("f(null)"));
    assertTrue(e.getMessage().contains("\"local\" is null"), e.getMessage());
  }

  @Test
  void framesOfEarlierCellsAreNamed() {
    run("int deep(int i) {\n  return 10 / i;\n}");
    CellFailure e = assertThrows(CellFailure.class, () -> run("\n\n   deep(0)"));
    assertTrue(plain(e).contains("cell [1], line 2, column 3\n  2 |   return 10 / i;"), plain(e));
    assertTrue(plain(e).contains("from cell [2], line 3: deep(0)"), plain(e));
  }

  @Test
  void theWholeChainOfCausesIsShown() {
    CellFailure e =
        assertThrows(
            CellFailure.class,
            () ->
                run(
                    "try { Integer.parseInt(\"x\"); }\n"
                        + "catch (Exception e) { throw new RuntimeException(\"wrap\", e); }"));
    String text = plain(e);
    assertTrue(text.contains("java.lang.RuntimeException: wrap"), text);
    assertTrue(text.contains("caused by java.lang.NumberFormatException: For input"), text);
    assertFalse(text.contains("REPL") || text.contains("dev.henderson"), text);
  }

  @Test
  void compileErrorsHaveLineAndColumn() {
    CellFailure e =
        assertThrows(CellFailure.class, () -> run("int ok = 1;\n\nint x = undefined + 1;"));
    assertEquals("CompileError", e.name());
    assertTrue(
        plain(e)
            .contains("line 3, column 9\n  3 | int x = undefined + 1;\n    |         ^^^^^^^^^"),
        plain(e));
  }

  @Test
  void aSyntaxErrorAtTheEndRunsNothing() {
    CellFailure e = assertThrows(CellFailure.class, () -> run("int before = 1;\nint x = (1 + ;"));
    assertTrue(plain(e).contains("2 | int x = (1 + ;"), plain(e));
    assertFalse(session.has("before"));
  }

  @Test
  void errorsOfTheJvmAreErrorsOfTheCell() {
    CellFailure e =
        assertThrows(CellFailure.class, () -> run("int r(int i) { return r(i + 1) + 1; }\nr(0)"));
    assertEquals("StackOverflowError", e.name());
    assertEquals(2, value("1+1"));
  }

  @Test
  void aMethodThatCannotBeUsedYetIsSaidSo() {
    Evaluation declared = run("int later() { return notYet(); }");
    assertEquals(
        List.of("later is declared, but cannot be used until method notYet() is declared.\n"),
        declared.notes());
    CellFailure e = assertThrows(CellFailure.class, () -> run("later()"));
    assertEquals("UnresolvedReference", e.name());
  }

  @Test
  void whatAChangeBreaksIsSaidAtTheChangeAndAtTheCall() {
    run("int times(int n) { return factor * n; }\nint factor = 7;");
    assertEquals(21, value("times(3)"));
    String why =
        "times is declared, but cannot be used until it is corrected:"
            + " incompatible types: possible lossy conversion from double to int.\n";
    assertEquals(List.of(why), run("double factor = 2.5;").notes());
    CellFailure e = assertThrows(CellFailure.class, () -> run("times(3)"));
    assertEquals(
        "times cannot be used until it is corrected:"
            + " incompatible types: possible lossy conversion from double to int.",
        e.getMessage());
    run("class Uses { Absent m; int ok() { return 1; } }");
    CellFailure unknown = assertThrows(CellFailure.class, () -> run("new Uses().ok()"));
    assertTrue(
        plain(unknown)
            .contains("Uses is declared, but cannot be used until class Absent is declared."),
        plain(unknown));
  }

  @Test
  void unnamedResultsDoNotPileUp() {
    for (int i = 0; i < 30; i++) {
      run("new double[1_000_000]");
    }
    run("1");
    assertEquals(8, engine.unnamedCount());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (true) { }",
        "long n = 0; for (;;) n++;",
        "Thread.sleep(Long.MAX_VALUE);",
        "new java.util.concurrent.CountDownLatch(1).await();",
        "Stream.iterate(1, x -> x + 1).filter(x -> false).findAny();",
        "try { while (true) Thread.sleep(1000); } catch (Throwable t) { while (true) {} }",
        "void spin() { while (true) Math.sin(1); }\nspin();"
      })
  void cellsCanBeInterrupted(String source) {
    value("int kept = 7;");
    // None of the cells ends by itself.
    CellWatch.onceInside(interruption::request);
    assertThrows(CellInterrupted.class, () -> run(source));
    interruption.end();
    interruption.begin();
    assertEquals(8, value("kept + 1"));
    assertTrue(told.isEmpty());
  }

  @Test
  void whatDoesNotStopIsSaidWithItsLineAndReason() {
    Object free =
        value(
            "import java.util.concurrent.*;\nfinal Object lock = new Object();\n"
                + "var held = new CountDownLatch(1);\nvar free = new CountDownLatch(1);\n"
                + "var holder = new Thread(() -> {\n  synchronized (lock) {\n    held.countDown();\n"
                + "    try { free.await(); } catch (InterruptedException e) { }\n  }\n});\n"
                + "holder.start();\nheld.await();\nfree");
    onTold = ((CountDownLatch) free)::countDown;
    CellWatch.onceInside(t -> t.getState() == Thread.State.BLOCKED, interruption::request);
    try {
      run("int waits = 1;\nsynchronized (lock) {\n  waits = 2;\n}");
    } catch (CellInterrupted alsoRight) {
      // Where there is Thread.stop, it comes with the lock.
    }
    assertEquals(1, told.size());
    assertEquals(
        "The cell was asked to stop but is still running in line 2 of cell [2]. It waits for a"
            + " lock that another thread holds, and stops once it has it: wait, or restart the"
            + " kernel.\n",
        told.get(0).sentence(engine.traceback()));
  }

  @Test
  void anInterruptedMagicBindsNothing() {
    interruption.request();
    assertThrows(CellInterrupted.class, () -> session.bind("m", 1));
    interruption.end();
    interruption.begin();
    assertFalse(session.has("m"));
  }

  /** A user may press stop as soon as the front end shows the cell as running. */
  @Test
  void anInterruptBeforeTheFirstStatementIsNotLost() {
    interruption.end();
    interruption.request();
    interruption.begin();
    assertEquals(2, run("1 + 1").value().orElseThrow(), "no cell was meant");
    interruption.end();
    interruption.expect();
    interruption.request();
    interruption.begin();
    assertThrows(CellInterrupted.class, () -> run("while (true) { }"));
    interruption.end();
    interruption.begin();
    assertEquals(2, run("1 + 1").value().orElseThrow(), "the next cell runs");
  }
}
