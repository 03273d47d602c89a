package dev.henderson.kernel.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.henderson.kernel.javadoc.SmallLibrary;
import dev.henderson.kernel.magic.JarsMagic;
import dev.henderson.kernel.magic.Magics;
import dev.henderson.kernel.maven.JavadocMagic;
import dev.henderson.kernel.protocol.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What Shift-TAB and {@code ?name} show of libraries; one interpreter for the class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InspectionTest {
  private HendersonKernelHost host;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    host =
        new HendersonKernelHost(new Magics(List.of(new JarsMagic(), new JavadocMagic())), folder);
    SmallLibrary library = new SmallLibrary(folder);
    library.classes(folder.resolve("shapes.jar"));
    library.sources(folder.resolve("shapes-sources.jar"));
    run("%jars shapes.jar\nimport org.example.*;\nCircle circle = new Circle();");
  }

  @AfterAll
  void close() {
    host.close();
  }

  private Outcome run(String code) {
    return CellRun.of(host, code);
  }

  private String shown(String code) {
    return shown(code, code.length());
  }

  private String shown(String code, int cursor) {
    Optional<JsonObject> data = host.kernel().interpreter().assist().inspect(code, cursor, 0);
    return data.map(d -> d.get("text/plain").getAsString()).orElse("");
  }

  private String asked(String code) {
    Outcome.Done done = assertInstanceOf(Outcome.Done.class, run(code));
    JsonObject page = done.payload().get(0).getAsJsonObject();
    return page.getAsJsonObject("data").get("text/plain").getAsString();
  }

  @Test
  void aMethodOfAVariable() {
    assertTrue(
        shown("circle.area(").startsWith("double Circle.area(String unit)\n\nThe area."),
        shown("circle.area("));
    assertEquals(shown("circle.area("), shown("double a = circle.area(\"cm\") + 1;", 18));
    assertTrue(asked("?circle.scale").contains("By a number."), "?");
    assertTrue(asked("circle.scale?").contains("By several,"), "?");
  }

  private List<String> completed(String code) {
    return host.kernel().interpreter().assist().complete(code, code.length()).items().stream()
        .map(i -> i.text() + " " + i.type() + " " + i.signature())
        .toList();
  }

  @Test
  void constantsAreValuesWithTheirType() {
    run("enum Col { RED, Green; static class Re { } } int NUM = 1;");
    assertEquals(List.of("MAX_VALUE instance int"), completed("Integer.MAX_V"));
    assertEquals(List.of("MAX_VALUE instance int"), completed("int i = 1; foo(Integer.MAX_V"));
    assertEquals(List.of("RUNNABLE instance Thread.State"), completed("Thread.State.RUN"));
    assertEquals(List.of("RED instance Col"), completed("Col.RED"));
    assertEquals(List.of("Green instance Col"), completed("Col c = Col.Gr"));
    assertEquals(List.of("Re class "), completed("Col.Re"));
    assertEquals(List.of("NUM instance int"), completed("NUM"));
    assertEquals(List.of("LOCAL instance "), completed("int LOCAL = 1; LOC"));
    assertTrue(completed("Map.").contains("Entry class "), "a class in an interface");
    assertTrue(completed("java.util.ArrayL").contains("ArrayList class "), "of a package");
  }

  @Test
  void aClassItsMembersAndItsConstructors() {
    assertTrue(shown("Circle").startsWith("org.example.Circle\n\nA circle;"), shown("Circle"));
    assertTrue(asked("?Circle.area").contains("The area."), "called on an instance");
    assertTrue(asked("?Circle.PI").contains("Roughly 3."), "a field");
    assertTrue(asked("?Circle.Style.DRAWN").contains("With a pen."), "a constant");
    assertTrue(shown("new Circle(").contains("radius: its radius"), shown("new Circle("));
    assertTrue(shown("new Circle.Point(1, 2).y(").contains("the second"), "of a record");
  }

  @Test
  void ourOwnClassesNeedNoImport() {
    assertTrue(shown("Lmer").contains("A fitted linear mixed model"), shown("Lmer"));
    assertTrue(shown("Lmer.fit(").contains("Fits a model by REML"), shown("Lmer.fit("));
    assertTrue(asked("?Lmer.fixef").contains("fixef()"), "of an instance");
    assertTrue(shown("display(").contains("Shows an object now"), shown("display("));
  }

  @Test
  void whatACellDeclaresHasItsSignature() {
    run("int twice(int n) { return 2 * n; }\nclass Circles { int n() { return 1; } }");
    assertEquals("int twice(int n)", shown("twice("));
    assertEquals("int Circles.n()", shown("new Circles().n("));
    assertTrue(shown("circle.").isEmpty() || !shown("circle.").contains("%javadoc"), "no hint");
  }

  @Test
  void whatIsWrittenAboveADeclarationOfACellIsShown() {
    run(
        """
        int unrelated = 1;
        /** Adds. {@code <b>}
         * @param a the first
         * @return their sum */
        int plus(int a, int b) { return a + b; }
        /** Adds lists. */
        int plus(List<Map<String, Integer>> a, String b) { return 0; }
        """);
    run(
        """
        /** A place. @param x to the right */
        record Place(double x, double y) implements Comparable<Place> {
          /** From the origin. */
          double norm() { return Math.hypot(x, y); }
          public int compareTo(Place o) { return Double.compare(norm(), o.norm()); }
          /** Ways. */ enum Way { /** Up. */ UP }
        }
        // no Javadoc
        int plain(int z) { return z; }
        """);
    String plus = shown("plus(");
    assertTrue(plus.contains("int plus(int a, int b)\n\nAdds. <b>"), plus);
    assertTrue(plus.contains("a: the first") && plus.contains("their sum"), plus);
    assertTrue(plus.contains("Adds lists."), plus);
    assertTrue(shown("Place").contains("A place."), shown("Place"));
    assertTrue(shown("new Place(1, 2).norm(").contains("From the origin."), "a method");
    assertTrue(asked("?Place.Way").contains("Ways."), asked("?Place.Way"));
    assertTrue(asked("?Place.Way.UP").contains("Up."), asked("?Place.Way.UP"));
    assertEquals("int plain(int z)", shown("plain"));
    run("/** Adds more. */ int plus(int a, int b) { return a + b + 1; }");
    assertTrue(shown("plus(").contains("Adds more."), shown("plus("));
  }

  @Test
  void twoQuestionMarksShowTheSource() {
    run("/** Halves. */\nint half(int n) {\n    return n / 2;\n}");
    String whole = asked("??half");
    assertTrue(
        whole.startsWith("int half(int n)\n\nHalves.\n\n\nint half(int n) {\n    return n / 2;\n}"),
        whole);
    assertFalse(asked("?half").contains("return"), asked("?half"));
    assertTrue(asked("circle.area??").contains("{"), asked("circle.area??"));
  }

  @Test
  void theJdkHasItsTextOrSaysWhatBringsIt() {
    String text = shown("Math.hypot(");
    assertTrue(text.contains("sqrt") || text.contains("came without its sources"), text);
    assertFalse(text.contains("%javadoc"), text);
    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, run("%javadoc Nope"));
    assertEquals("There is no class and no variable Nope here.", failed.message());
  }
}
