package dev.henderson.kernel.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InstallCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new Commands())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private Path distribution() throws Exception {
    Path dist = Files.createDirectories(directory.resolve("a dist"));
    Files.createDirectories(dist.resolve("lib"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    jar(dist.resolve("lib").resolve("a.jar"), manifest, "a/A.class");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/a.jar");
    jar(dist.resolve("henderson.jar"), manifest, "m/Main.class");
    return dist;
  }

  private static void jar(Path file, Manifest manifest, String entry) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      out.putNextEntry(new JarEntry(entry));
    }
  }

  @Test
  void laysDownAllThatJupyterNeeds() throws Exception {
    KernelSpec spec = new KernelSpec(directory.resolve("k").resolve("henderson"));
    spec.write(distribution());
    spec.write(distribution());
    assertTrue(spec.isOurs());
    JsonObject json =
        JsonParser.parseString(Files.readString(spec.directory().resolve("kernel.json")))
            .getAsJsonObject();
    assertEquals("Java (Henderson)", json.get("display_name").getAsString());
    assertEquals("message", json.get("interrupt_mode").getAsString());
    JsonArray argv = json.getAsJsonArray("argv");
    assertTrue(Path.of(argv.get(0).getAsString()).isAbsolute());
    assertTrue(Files.isExecutable(Path.of(argv.get(0).getAsString())));
    assertEquals("{connection_file}", argv.get(argv.size() - 1).getAsString());
    assertEquals(
        List.of("libraries 1", "henderson.jar", "lib/a.jar", "a\t1", "m\t0"),
        Files.readAllLines(spec.directory().resolve("libraries.index")));
    for (String file :
        List.of("henderson.jar", "lib/a.jar", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg")) {
      assertTrue(Files.size(spec.directory().resolve(file)) > 0, file);
    }
    try (var left = Files.list(spec.directory().getParent())) {
      assertEquals(1, left.count(), "nothing temporary is left behind");
    }
  }

  @Test
  void namingTheArchiveLeavesWhatAUserWrote() throws Exception {
    KernelSpec spec = new KernelSpec(directory.resolve("k").resolve("henderson"));
    spec.write(distribution());
    Path file = spec.directory().resolve("kernel.json");
    String edited = Files.readString(file).replace("\"-jar\"", "\"-Xmx3g\",\n    \"-jar\"");
    Files.writeString(file, edited.replace("\"-Xmx3g\"", "\"-Xmx3g\", \"-XX:AOTCache=old.aot\""));
    spec.nameArchive();
    String once = Files.readString(file);
    assertTrue(once.contains("\"-Xmx3g\""), once);
    assertTrue(once.contains(ClassArchive.useFlag(spec.archive())), once);
    assertFalse(once.contains("old.aot"), once);
    spec.nameArchive();
    assertEquals(once, Files.readString(file));
  }

  @Test
  void uninstallTakesItAway() throws Exception {
    Path prefix = directory.resolve("prefix");
    Path place = prefix.resolve(Path.of("share", "jupyter", "kernels", "h2"));
    new KernelSpec(place).write(distribution());
    String[] command = {"install", "--uninstall", "--prefix", prefix.toString(), "--name", "h2"};
    assertEquals(0, run(command));
    assertFalse(Files.exists(place));
    assertEquals(0, run(command));
    assertTrue(out.toString().contains("There is no kernel in"), out.toString());
  }

  @Test
  void anotherKernelIsLeftAlone() throws Exception {
    Path place = directory.resolve(Path.of("share", "jupyter", "kernels", "henderson"));
    Files.createDirectories(place);
    Files.writeString(place.resolve("kernel.json"), "{\"argv\": [\"python\"]}");
    assertEquals(2, run("install", "--prefix", directory.toString()));
    assertTrue(err.toString().contains("holds another kernel"), err.toString());
    assertTrue(Files.exists(place.resolve("kernel.json")));
    assertEquals(2, run("install", "--name", "a/b"));
  }

  @Test
  void twoPlacesAreOneTooMany() {
    assertEquals(2, run("install", "--user", "--prefix", "x"));
    assertTrue(err.toString().contains("mutually exclusive"), err.toString());
  }

  @Test
  void historyHasAPlaceOfItsOwn() {
    assertEquals(null, KernelProcess.historyFile(Map.of("HENDERSON_HISTORY", "off")));
    assertEquals(Path.of("/x/h"), KernelProcess.historyFile(Map.of("HENDERSON_HISTORY", "/x/h")));
  }
}
