package dev.henderson.kernel.libraries;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The class path of this JVM as the compiler needs it. */
final class ClassPath {
  private ClassPath() {}

  /** The entries, with the jars that a launcher jar names in its manifest. */
  static String expanded(String classPath) {
    Set<String> entries = new LinkedHashSet<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      if (entry.isEmpty()) {
        continue;
      }
      entries.add(entry);
      Path jar = Path.of(entry).toAbsolutePath();
      if (entry.endsWith(".jar") && Files.isRegularFile(jar)) {
        try (JarFile file = new JarFile(jar.toFile())) {
          Manifest manifest = file.getManifest();
          String more =
              manifest == null ? null : manifest.getMainAttributes().getValue("Class-Path");
          if (more != null) {
            for (String name : more.trim().split("\\s+")) {
              Path other = jar.resolveSibling(name);
              if (Files.exists(other)) {
                entries.add(other.toString());
              }
            }
          }
        } catch (IOException e) {
          throw new IllegalStateException("Cannot read " + jar, e);
        }
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}
