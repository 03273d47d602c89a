package dev.henderson.kernel.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.javadoc.Documentation;
import dev.henderson.kernel.javadoc.Member;
import dev.henderson.kernel.javadoc.SmallLibrary;
import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.document.Report;
import dev.henderson.stats.document.TextRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository in a folder, so that nothing is asked of the network. */
class JavadocMagicTest {
  @TempDir private Path folder;
  private final Session session = Session.withoutJava();
  private SmallLibrary library;
  private Object circle;

  @BeforeEach
  void publish() throws Exception {
    library = new SmallLibrary(folder);
    Path jar = folder.resolve("local/org/example/shapes/1.0/shapes-1.0.jar");
    library.classes(jar);
    Class<?> type = SmallLibrary.load(jar, "org.example.Circle");
    circle = type.getConstructor().newInstance();
    session.bind("circle", circle, "java.lang.Object");
  }

  private Path remote(String classifier) {
    return folder.resolve("remote/org/example/shapes/1.0/shapes-1.0-" + classifier + ".jar");
  }

  private Path settings(boolean offline) throws IOException {
    return Files.writeString(
        folder.resolve("settings.xml"),
        "<settings><localRepository>"
            + folder.resolve("local")
            + "</localRepository><offline>"
            + offline
            + "</offline><mirrors><mirror><id>m</id><mirrorOf>*</mirrorOf><url>"
            + folder.resolve("remote").toUri()
            + "</url></mirror></mirrors></settings>");
  }

  private String run(String arguments) throws IOException {
    Object shown =
        new JavadocMagic(settings(false))
            .run(MagicCall.line("javadoc", arguments), session)
            .value()
            .orElseThrow();
    return shown instanceof Report report ? TextRenderer.render(report) : shown.toString();
  }

  private String text() {
    return new Documentation(
            () -> folder.resolve("local"), session.documentation(), cell -> Optional.empty())
        .find(Member.of(circle.getClass()))
        .text();
  }

  @Test
  void theSourcesOfTheLibraryOfAVariableAreFetched() throws IOException {
    library.sources(remote("sources"));
    assertEquals("", text());
    String shown = run("circle");
    assertTrue(shown.contains("org.example:shapes:1.0 sources"), shown);
    assertTrue(text().startsWith("A circle"), text());
    assertEquals("The documentation is here already: ?circle shows it.", run("circle"));
  }

  @Test
  void pagesAreFetchedWhereThereAreNoSources() throws IOException {
    library.pages(remote("javadoc"));
    String shown = run("org.example:shapes:1.0");
    assertTrue(shown.contains("Javadoc pages"), shown);
    assertTrue(text().startsWith("A circle"), text());
    assertEquals(1, session.documentation().size());
  }

  @Test
  void whatThereIsNotIsNamed() throws IOException {
    MagicException e = wrong("circle", false);
    assertTrue(e.getMessage().contains("org.example:shapes:jar:sources:1.0"), e.getMessage());
    assertEquals("maven", e.code());
    assertTrue(wrong("org.example:nope:2", false).getMessage().contains("nope"));
    assertTrue(
        wrong("circle", true).getMessage().contains("offline"), wrong("circle", true).getMessage());
  }

  @Test
  void wrongCallsAreExplained() throws IOException {
    session.bind("words", List.of("a"), "java.lang.Object");
    session.bind("nothing", null, "java.lang.Object");
    assertEquals("No library is named.", wrong("", false).getMessage());
    MagicException unknown = wrong("circle Cirle", false);
    assertEquals(
        "There is no class and no variable Cirle here.", wrong("Cirle", false).getMessage());
    assertEquals("maven", unknown.code());
    assertEquals("nothing is null.", wrong("nothing", false).getMessage());
    assertEquals("There is no option repo.", wrong("repo = x, circle", false).getMessage());
    assertEquals("This quote is not closed.", wrong("\"circle", false).getMessage());
  }

  private MagicException wrong(String arguments, boolean offline) throws IOException {
    JavadocMagic magic = new JavadocMagic(settings(offline));
    return assertThrows(
        MagicException.class, () -> magic.run(MagicCall.line("javadoc", arguments), session));
  }
}
