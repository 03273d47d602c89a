package dev.henderson.kernel.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.henderson.kernel.magic.MagicCall;
import dev.henderson.kernel.magic.MagicException;
import dev.henderson.kernel.session.Session;
import dev.henderson.stats.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository in a folder, so that nothing is asked of the network. */
class MavenMagicTest {
  @TempDir private Path folder;

  private void publish(Path repository, String artifact, String dependencies) throws IOException {
    Path at = Files.createDirectories(repository.resolve("org/example/" + artifact + "/1.2"));
    Files.writeString(
        at.resolve(artifact + "-1.2.pom"),
        "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId><artifactId>"
            + artifact
            + "</artifactId><version>1.2</version>"
            + dependencies
            + "</project>");
    Files.write(at.resolve(artifact + "-1.2.jar"), new byte[1000]);
  }

  private MavenSettings settings(Path mirror) throws IOException {
    Path file = folder.resolve("settings.xml");
    Files.writeString(
        file,
        "<settings><localRepository>"
            + folder.resolve("local")
            + "</localRepository><mirrors><mirror><id>m</id><mirrorOf>*</mirrorOf><url>"
            + mirror.toUri()
            + "</url></mirror></mirrors></settings>");
    return MavenSettings.read(file);
  }

  @Test
  void librariesComeWithWhatTheyNeedFromTheMirrorOfTheSettings() throws IOException {
    Path repository = folder.resolve("mirror");
    String needs =
        "<dependencies><dependency><groupId>org.example</groupId><artifactId>needed</artifactId>"
            + "<version>1.2</version></dependency><dependency><groupId>org.example</groupId>"
            + "<artifactId>forTests</artifactId><version>9</version><scope>test</scope>"
            + "</dependency></dependencies>";
    publish(repository, "asked", needs);
    publish(repository, "needed", "");
    List<Long> bytes = new ArrayList<>();
    Progress progress = (done, total) -> bytes.add(done);
    List<MavenLibraries.Found> found =
        new MavenLibraries(settings(repository))
            .find(List.of("org.example:asked:1.2"), List.of(), progress, () -> false);
    assertEquals(
        List.of("org.example:asked:1.2", "org.example:needed:1.2"),
        found.stream().map(MavenLibraries.Found::coordinates).toList());
    assertEquals(List.of(true, false), found.stream().map(MavenLibraries.Found::asked).toList());
    assertTrue(found.get(0).jar().startsWith(folder.resolve("local")), "the local repository");
    assertTrue(bytes.stream().anyMatch(b -> b >= 1000), "progress: " + bytes);
  }

  @Test
  void whatThereIsNotIsNamed() throws IOException {
    MavenLibraries maven = new MavenLibraries(settings(folder));
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                maven.find(List.of("org.example:nope:1"), List.of(), Progress.SILENT, () -> false));
    assertTrue(e.getMessage().contains("org.example:nope:"), e.getMessage());
  }

  @Test
  void wrongCallsAreExplained() {
    assertWrong("", "No library is named.");
    assertWrong("guava", "guava names no library.");
    assertWrong("repo = x, a:b:1", "There is no option repo.");
    assertWrong("\"a:b:1", "This quote is not closed.");
  }

  private static void assertWrong(String arguments, String message) {
    MagicException e =
        assertThrows(
            MagicException.class,
            () -> new MavenMagic().run(MagicCall.line("maven", arguments), Session.withoutJava()));
    assertEquals(message, e.getMessage());
  }
}
