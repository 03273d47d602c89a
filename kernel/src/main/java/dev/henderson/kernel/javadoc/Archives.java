package dev.henderson.kernel.javadoc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The jars, zips and folders in which the sources or the Javadoc pages of a class may be. */
final class Archives {
  static final String SOURCES = "sources";
  static final String JAVADOC = "javadoc";

  private final Supplier<Path> repository;
  private final List<Path> asked;
  private final Map<Path, Optional<Coordinates>> coordinates = new ConcurrentHashMap<>();

  /**
   * Archives beside jars and in a Maven repository.
   *
   * @param repository where the local Maven repository is
   * @param asked further ones that the user asked for
   */
  Archives(Supplier<Path> repository, List<Path> asked) {
    this.repository = repository;
    this.asked = asked;
  }

  /** What Maven calls a jar. */
  Optional<Coordinates> coordinates(Path jar) {
    return coordinates.computeIfAbsent(jar, j -> Coordinates.of(j, repository.get()));
  }

  /** Those that are there for what a class came from, the nearest first. */
  List<Path> of(ClassOrigin origin, String classifier) {
    List<Path> out = new ArrayList<>();
    if (origin.isJdk() && classifier.equals(SOURCES)) {
      Path home = Path.of(System.getProperty("java.home"));
      out.add(home.resolve("lib").resolve("src.zip"));
      out.add(home.resolve("src.zip"));
    }
    if (origin.path().isPresent()) {
      beside(origin.path().get(), classifier, out);
    }
    for (Path path : asked) {
      boolean pages = path.getFileName().toString().endsWith("-" + JAVADOC + ".jar");
      if (pages == classifier.equals(JAVADOC)) {
        out.add(path);
      }
    }
    out.removeIf(p -> !Files.isReadable(p));
    return out;
  }

  private void beside(Path jar, String classifier, List<Path> out) {
    String name = jar.getFileName().toString();
    if (!name.endsWith(".jar")) {
      // A Maven project under development.
      if (jar.endsWith(Path.of("target", "classes")) && classifier.equals(SOURCES)) {
        out.add(jar.getParent().resolveSibling(Path.of("src", "main", "java")));
      }
      return;
    }
    out.add(jar.resolveSibling(name.replaceFirst("\\.jar$", "-" + classifier + ".jar")));
    if (Files.isReadable(out.get(out.size() - 1))) {
      return;
    }
    Optional<Coordinates> known = coordinates(jar);
    if (known.isPresent()) {
      String file = known.get().file(classifier);
      out.add(jar.resolveSibling(file));
      // A program's own jar stands above those of its libraries.
      out.add(jar.resolveSibling("lib").resolve(file));
      out.add(known.get().folder(repository.get()).resolve(file));
    }
  }

  /** The text of a file in an archive. */
  static Optional<String> read(Path archive, String file) {
    try {
      if (Files.isDirectory(archive)) {
        Path path = archive.resolve(file);
        return Files.isRegularFile(path) ? Optional.of(Files.readString(path)) : Optional.empty();
      }
      try (ZipFile zip = new ZipFile(archive.toFile())) {
        ZipEntry entry = zip.getEntry(file);
        if (entry == null) {
          return Optional.empty();
        }
        try (InputStream in = zip.getInputStream(entry)) {
          return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      // A broken archive is as none; the next may have it.
      return Optional.empty();
    }
  }
}
