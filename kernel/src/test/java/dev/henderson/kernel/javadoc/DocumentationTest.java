package dev.henderson.kernel.javadoc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.javadoc.Member.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentationTest {
  private Path folder;
  private SmallLibrary library;
  private Class<?> circle;

  @BeforeAll
  void pack(@TempDir Path made) throws Exception {
    folder = made;
    library = new SmallLibrary(folder);
    Path jar = folder.resolve("with a blank").resolve("shapes.jar");
    library.classes(jar);
    library.sources(jar.resolveSibling("shapes-sources.jar"));
    circle = SmallLibrary.load(jar, "org.example.Circle");
  }

  private Documentation documentation() {
    return new Documentation(
        () -> folder.resolve("repository"), new ArrayList<>(), cell -> Optional.empty());
  }

  private Documentation.Answer of(Class<?> type, Kind kind, String name, String... parameters) {
    return documentation().find(new Member(type, kind, name, List.of(parameters)));
  }

  @Test
  void aClassHasItsCommentWithoutWhatCouldHarm() {
    Documentation.Answer answer = of(circle, Kind.TYPE, "");
    String html = answer.html();
    assertTrue(html.contains("A circle; see <code>its area</code> &amp; <code>PI</code>."), html);
    assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;here"), html);
    assertTrue(html.contains("<a href=\"https://example.org/a?b=c\" target=\"_blank\""), html);
    assertFalse(html.contains("onclick"), html);
    assertFalse(html.contains("javascript:"), html);
    assertTrue(html.contains("<li>round</li><li>flat</li></ul>"), html);
    // Since 23 the blank after a star is no part of the comment.
    assertTrue(html.replaceAll("\n +", "\n").contains("all = List.of();\nall.size();"), html);
    assertTrue(answer.text().contains("- round\n- flat"), answer.text());
    assertTrue(answer.text().contains("List<Circle> all = List.of();"), answer.text());
  }

  @Test
  void overloadsAreToldApartByTheirTypes() {
    assertEquals(
        "By a number. @return a larger one", of(circle, Kind.METHOD, "scale", "double").text());
    Documentation.Answer several =
        of(circle, Kind.METHOD, "scale", "java.util.List<? extends Number>", "String... arg1");
    assertEquals("By several,", several.text());
    assertEquals(List.of("by", "names"), several.parameters());
    assertEquals("The unit circle.", of(circle, Kind.CONSTRUCTOR, "<init>").text());
    assertEquals(
        "A circle of some size.\n\nParameters\n\n- radius: its radius",
        of(circle, Kind.CONSTRUCTOR, "<init>", "double radius").text());
    assertEquals("Roughly 3.", of(circle, Kind.FIELD, "PI").text());
  }

  @Test
  void anOverrideSaysWhatItOverrides() {
    Documentation.Answer area = of(circle, Kind.METHOD, "area", "String");
    assertEquals(
        """
        The area.

        Parameters

        - unit: of length, such as cm

        Returns: the area in unit2

        Throws

        - IllegalArgumentException: if there is no such unit""",
        area.text());
    assertTrue(area.html().contains("<code>unit</code><sup>2</sup>"), area.html());
  }

  @Test
  void nestedRecordsAndEnumsAreFound() throws Exception {
    Class<?> point = circle.getClassLoader().loadClass("org.example.Circle$Point");
    assertEquals("the second", of(point, Kind.METHOD, "y").text());
    assertTrue(
        of(point, Kind.CONSTRUCTOR, "<init>", "double x", "double y").text().contains("A place"));
    Class<?> style = circle.getClassLoader().loadClass("org.example.Circle$Style");
    assertEquals("With a pen.", of(style, Kind.FIELD, "DRAWN").text());
  }

  @Test
  void whatHasNoCommentHasNoHintEither() {
    Documentation.Answer undocumented = of(circle, Kind.METHOD, "undocumented", "int");
    assertEquals("", undocumented.html() + undocumented.text() + undocumented.hint());
    assertEquals(List.of("a"), undocumented.parameters());
    assertTrue(undocumented.source().contains("undocumented(int a)"), undocumented.source());
    assertEquals("", of(circle, Kind.METHOD, "none").hint());
  }

  @Test
  void pagesOfJavadocStandInForSources() throws Exception {
    Path jar = folder.resolve("pages only").resolve("shapes.jar");
    library.classes(jar);
    library.pages(jar.resolveSibling("shapes-javadoc.jar"));
    Class<?> type = SmallLibrary.load(jar, "org.example.Circle");
    Documentation.Answer whole = of(type, Kind.TYPE, "");
    assertTrue(whole.text().startsWith("A circle; see its area & PI."), whole.text());
    assertFalse(whole.html().contains("<script"), whole.html());
    assertFalse(whole.html().contains("onclick"), whole.html());
    assertFalse(whole.html().contains("javascript:"), whole.html());
    String several =
        of(type, Kind.METHOD, "scale", "List<? extends Number> by", "String... n").text();
    assertTrue(several.startsWith("By several,"), several);
    String area = of(type, Kind.METHOD, "area", "String").text();
    assertTrue(area.contains("unit - of length, such as cm"), area);
    assertEquals("The unit circle.", of(type, Kind.CONSTRUCTOR, "<init>").text());
    assertEquals("Roughly 3.", of(type, Kind.FIELD, "PI").text().lines().findFirst().orElse(""));
  }

  /** As javadoc 8 wrote it. */
  @Test
  void oldPagesAreRead() {
    JavadocPage page =
        new JavadocPage(
            """
            <html><body><div class="description"><ul><li><pre>public class Circle</pre>
            <div class="block">A circle.</div></li></ul></div>
            <a name="scale-double-">
            <!--   -->
            </a><ul class="blockList"><li><h4>scale</h4><pre>public Circle scale(double by)</pre>
            <div class="block">By a <b>number</b>.</div><dl><dt>Returns:</dt><dd>one</dd></dl>
            </li></ul>
            <a name="scale-java.util.List-java.lang.String...-"></a>
            <ul><li><div class="block">By several.</div></li></ul></body></html>
            """);
    assertEquals("A circle.", words(page, new Member(circle, Kind.TYPE, "", List.of())));
    assertEquals(
        "By a number.\nReturns:\n- one",
        words(page, new Member(circle, Kind.METHOD, "scale", List.of("double")))
            .replaceAll("\n+", "\n"));
    List<String> several = List.of("List<? extends Number> by", "String... names");
    assertEquals("By several.", words(page, new Member(circle, Kind.METHOD, "scale", several)));
  }

  private static String words(JavadocPage page, Member member) {
    return HtmlWords.of(HarmlessDoc.of(page.find(member).orElseThrow()));
  }

  @Test
  void withoutSourcesOneLineSaysWhatToWrite() throws Exception {
    Path jar = folder.resolve("repository/org/example/shapes/1.0/shapes-1.0.jar");
    library.classes(jar);
    Class<?> type = SmallLibrary.load(jar, "org.example.Circle");
    assertEquals(
        "For its documentation: %javadoc org.example:shapes:1.0", of(type, Kind.TYPE, "").hint());
    Path alone = folder.resolve("alone").resolve("shapes.jar");
    library.classes(alone);
    String hint = of(SmallLibrary.load(alone, "org.example.Circle"), Kind.TYPE, "").hint();
    assertTrue(hint.contains("shapes-sources.jar"), hint);
    Files.delete(alone);
  }

  @Test
  void aJarSaysItselfWhatItIs() {
    Path jar = ClassOrigin.of(Table.class).path().orElseThrow();
    Coordinates tablesaw = Coordinates.of(jar, folder).orElseThrow();
    assertEquals("tech.tablesaw:tablesaw-core", tablesaw.group() + ":" + tablesaw.artifact());
  }

  @Test
  void sourcesInTheLocalRepositoryAndThoseAskedForAreFound() throws Exception {
    Path jar = folder.resolve("other/repository/org/example/shapes/2.0/shapes-2.0.jar");
    library.classes(jar);
    Class<?> type = SmallLibrary.load(jar, "org.example.Circle");
    List<Path> asked = new ArrayList<>();
    Documentation documentation =
        new Documentation(() -> folder.resolve("repository"), asked, cell -> Optional.empty());
    Member member = Member.of(type);
    assertEquals("", documentation.find(member).text());
    Path sources = folder.resolve("fetched-sources.jar");
    library.sources(sources);
    asked.add(sources);
    assertTrue(documentation.find(member).text().startsWith("A circle"));
  }

  @Test
  void theSourcesOfAProjectUnderDevelopmentAreFound() {
    assertTrue(
        of(Documentation.class, Kind.TYPE, "").text().startsWith("Finds what is written"),
        "beside target/classes");
  }
}
