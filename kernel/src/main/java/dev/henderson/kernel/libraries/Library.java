package dev.henderson.kernel.libraries;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar or folder of classes, opened when first asked for one and left open.
 *
 * <p>Read as a plain zip file: the file system of zip files that the compiler takes costs ten times
 * as much before it is compiled itself, and an interrupt closes it for good.
 */
final class Library {
  private static final String CLASS = ".class";

  private final Path path;
  private ZipFile jar;
  private Map<String, List<LibraryClass>> classes;

  Library(Path path) {
    this.path = path;
  }

  /** Where it lies. */
  Path path() {
    return path;
  }

  /** Whether it is a folder and no jar. */
  boolean isFolder() {
    return Files.isDirectory(path);
  }

  /**
   * The classes by package.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  synchronized Map<String, List<LibraryClass>> classes() {
    if (classes == null) {
      Map<String, List<LibraryClass>> found = new HashMap<>();
      for (String name : names()) {
        String packageName = name.substring(0, Math.max(0, name.lastIndexOf('/')));
        found
            .computeIfAbsent(packageName.replace('/', '.'), p -> new ArrayList<>())
            .add(new LibraryClass(this, name));
      }
      classes = found;
    }
    return classes;
  }

  private List<String> names() {
    try {
      if (!isFolder()) {
        return jar().stream().map(ZipEntry::getName).filter(Library::isPlainClass).toList();
      }
      try (Stream<Path> files = Files.walk(path)) {
        return files
            .map(f -> path.relativize(f).toString().replace(File.separatorChar, '/'))
            .filter(Library::isPlainClass)
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  /** Not those for newer JDKs only, nor what describes a module. */
  private static boolean isPlainClass(String name) {
    return name.endsWith(CLASS)
        && !name.startsWith("META-INF/")
        && !name.endsWith("module-info.class");
  }

  private ZipFile jar() throws IOException {
    if (jar == null) {
      jar = new ZipFile(path.toFile());
    }
    return jar;
  }

  /** The bytes of a class file by its path from the root. */
  synchronized InputStream open(String name) throws IOException {
    if (isFolder()) {
      return Files.newInputStream(path.resolve(name));
    }
    ZipEntry entry = jar().getEntry(name);
    if (entry == null) {
      throw new IOException(path + " has no " + name + " any more.");
    }
    try (InputStream in = jar().getInputStream(entry)) {
      return new ByteArrayInputStream(in.readAllBytes());
    }
  }
}
