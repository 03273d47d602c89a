package dev.henderson.kernel.internals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the running JDK still has what the kernel opens by name. */
class InternalsTest {
  private static final String JDK = " on JDK " + Runtime.version().feature();

  @Test
  void thisJdkHasAllThatIsOpenedByName(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve("probe.jar");
    Manifest manifest = new Manifest();
    var main = manifest.getMainAttributes();
    main.put(Name.MANIFEST_VERSION, "1.0");
    main.put(Name.MAIN_CLASS, InternalsProbe.class.getName());
    main.put(new Name("Launcher-Agent-Class"), Redefinition.class.getName());
    main.put(new Name("Can-Redefine-Classes"), "true");
    main.put(
        Name.CLASS_PATH,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process probe =
        new ProcessBuilder(java.toString(), "-jar", jar.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("", said, "what" + JDK + " broke");
    assertEquals(0, probe.waitFor());
  }

  /** Another JDK, as this one's classes with other names. */
  private static final class OtherShell {
    final List<String> snippets = new ArrayList<>();

    void suspend() {
      snippets.clear();
    }
  }

  @Test
  void whatIsMissingIsToldInOneLineEach() {
    Inside jshell = new Inside("forgetting is off");
    OtherShell other = new OtherShell();
    assertEquals(List.of(), jshell.read(other, "snippets", List.class));
    assertEquals("suspend", jshell.method(other, "suspend").getName());
    assertEquals(List.of(), jshell.missing());
    assertNull(jshell.read(other, "maps", Object.class));
    assertNull(jshell.read(null, "of what is missing", Object.class), "no line of its own");
    assertNull(jshell.read(other, "snippets", java.util.Map.class));
    assertNull(jshell.method(other, "resume"));
    String end = " that can be reached" + JDK + ": forgetting is off.";
    assertEquals(
        List.of(
            "JShell's OtherShell has no field 'maps'" + end,
            "JShell's OtherShell has no field 'snippets' that is a Map" + end,
            "JShell's OtherShell has no method 'resume()'" + end),
        jshell.missing());
  }

  /** As in a program that embeds the interpreter, or in these tests. */
  @Test
  void withoutTheInstrumentationJShellIsLeftAsItIs() {
    try (JShell java = JShell.builder().executionEngine("local").build()) {
      Internals internals = Internals.of(java);
      assertTrue(internals.memory().isEmpty());
      assertEquals(
          List.of(
              "This JVM was not started with henderson.jar: a class declared anew is another class.",
              "JShell's package is closed: forgetting is off, and the index of class names is made"
                  + " beside the first cells."),
          internals.missing());
      internals.index().begin();
      assertFalse(java.eval("1 + 1").isEmpty());
    }
  }
}
