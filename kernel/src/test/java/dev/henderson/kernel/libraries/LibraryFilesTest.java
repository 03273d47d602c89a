package dev.henderson.kernel.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFilesTest {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  @TempDir private Path folder;
  private Path main;

  /** main.jar, whose manifest names lib/a.jar and lib/b.jar; package p is in both. */
  @BeforeEach
  void jars() throws IOException {
    Files.createDirectories(folder.resolve("lib"));
    jar("lib/a.jar", null, "p", "One", "p.inner", "Two");
    jar("lib/b.jar", null, "p", "Three");
    main = jar("main.jar", "lib/a.jar lib/b.jar", "m", "Main");
  }

  private Path jar(String name, String classPath, String... packagesAndClasses) throws IOException {
    Path sources = Files.createTempDirectory(folder, "source");
    Path classes = Files.createTempDirectory(folder, "classes");
    List<String> command = new ArrayList<>(List.of("-d", classes.toString()));
    for (int i = 0; i < packagesAndClasses.length; i += 2) {
      Path source = sources.resolve(packagesAndClasses[i + 1] + ".java");
      Files.writeString(
          source,
          "package %s; public class %s { public static class In {} }"
              .formatted(packagesAndClasses[i], packagesAndClasses[i + 1]));
      command.add(source.toString());
    }
    assertEquals(0, COMPILER.run(null, null, null, command.toArray(String[]::new)));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (classPath != null) {
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    }
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        out.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }

  private LibraryFiles files(LibraryIndex index) {
    StandardJavaFileManager standard = COMPILER.getStandardFileManager(null, null, null);
    return new LibraryFiles(standard, index);
  }

  private static List<String> names(LibraryFiles files, String packageName, boolean recurse)
      throws IOException {
    List<String> names = new ArrayList<>();
    for (JavaFileObject file :
        files.list(
            StandardLocation.CLASS_PATH, packageName, Set.of(JavaFileObject.Kind.CLASS), recurse)) {
      names.add(files.inferBinaryName(StandardLocation.CLASS_PATH, file));
    }
    names.sort(null);
    return names;
  }

  @Test
  void listsAPackageOfSeveralLibraries() throws IOException {
    try (LibraryFiles files = files(LibraryIndex.of(main.toString()))) {
      assertEquals(List.of("p.One", "p.One$In", "p.Three", "p.Three$In"), names(files, "p", false));
      assertEquals(
          List.of("p.One", "p.One$In", "p.Three", "p.Three$In", "p.inner.Two", "p.inner.Two$In"),
          names(files, "p", true));
      assertEquals(List.of(), names(files, "nowhere", false));
    }
  }

  @Test
  void anIndexReadBackSaysTheSame() throws IOException {
    Path file = folder.resolve("libraries.index");
    LibraryIndex made = LibraryIndex.of(main.toString());
    made.write(file);
    LibraryIndex read = LibraryIndex.read(file);
    assertEquals(made.libraries(), read.libraries());
    assertEquals(made.below(""), read.below(""));
    try (LibraryFiles files = files(read)) {
      assertEquals(List.of("m.Main", "m.Main$In"), names(files, "m", false));
    }
    Files.writeString(file, "something else\n");
    assertThrows(IOException.class, () -> LibraryIndex.read(file));
  }

  @Test
  void theCompilerFindsLibrariesAndWhatAUserAdds() throws IOException {
    Path users = jar("users.jar", null, "u", "Theirs", "p", "Added");
    try (LibraryFiles files = files(LibraryIndex.of(main.toString()))) {
      // As JShell does: all that was ever added, with the class path of the process first.
      List<String> all = List.of(main + java.io.File.pathSeparator + users);
      assertTrue(files.handleOption("-classpath", all.iterator()));
      assertTrue(names(files, "p", false).containsAll(List.of("p.One", "p.Added")));
      assertEquals(List.of("u.Theirs", "u.Theirs$In"), names(files, "u", false));
      Path source = folder.resolve("Use.java");
      Files.writeString(
          source, "class Use { p.One a; p.Three.In b; p.Added c; u.Theirs d; p.inner.Two e; }");
      boolean compiled =
          COMPILER
              .getTask(
                  null,
                  files,
                  null,
                  List.of("-d", folder.toString()),
                  null,
                  files.getJavaFileObjects(source.toFile()))
              .call();
      assertTrue(compiled);
    }
  }

  @Test
  void aLibraryThatNobodyNamesIsNotOpened() throws IOException {
    Path file = folder.resolve("libraries.index");
    LibraryIndex.of(main.toString()).write(file);
    Files.writeString(folder.resolve("lib/b.jar"), "not a jar any more");
    try (LibraryFiles files = files(LibraryIndex.read(file))) {
      assertFalse(names(files, "p.inner", false).isEmpty());
      assertThrows(java.io.UncheckedIOException.class, () -> names(files, "p", false));
    }
  }
}
