package dev.henderson.kernel.javadoc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What Maven calls a library: its group, artifact and version. */
public record Coordinates(String group, String artifact, String version) {
  /**
   * Those of a jar, from its place in a Maven repository or from what Maven wrote into it.
   *
   * @param repository the local repository
   */
  public static Optional<Coordinates> of(Path jar, Path repository) {
    return byPlace(jar, repository).or(() -> written(jar));
  }

  /** {@code group/of/it/artifact/version/artifact-version.jar} below the repository. */
  private static Optional<Coordinates> byPlace(Path jar, Path repository) {
    if (!jar.startsWith(repository)) {
      return Optional.empty();
    }
    Path place = repository.relativize(jar);
    int names = place.getNameCount();
    if (names < 4) {
      return Optional.empty();
    }
    String version = place.getName(names - 2).toString();
    String artifact = place.getName(names - 3).toString();
    List<String> group = new ArrayList<>();
    for (int i = 0; i < names - 3; i++) {
      group.add(place.getName(i).toString());
    }
    return place.getFileName().toString().startsWith(artifact + "-")
        ? Optional.of(new Coordinates(String.join(".", group), artifact, version))
        : Optional.empty();
  }

  /** {@code META-INF/maven/group/artifact/pom.properties}; of several, what the jar is named by. */
  private static Optional<Coordinates> written(Path jar) {
    List<Coordinates> found = new ArrayList<>();
    if (!Files.isRegularFile(jar)) {
      return Optional.empty();
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> entries =
          zip.stream()
              .filter(e -> e.getName().startsWith("META-INF/maven/"))
              .filter(e -> e.getName().endsWith("/pom.properties"))
              .toList();
      for (ZipEntry entry : entries) {
        Properties properties = new Properties();
        try (InputStream in = zip.getInputStream(entry)) {
          properties.load(in);
        }
        String group = properties.getProperty("groupId");
        String artifact = properties.getProperty("artifactId");
        String version = properties.getProperty("version");
        if (group != null && artifact != null && version != null) {
          found.add(new Coordinates(group, artifact, version));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // A jar that says nothing has no coordinates.
      return Optional.empty();
    }
    String name = jar.getFileName().toString();
    return found.size() == 1
        ? Optional.of(found.get(0))
        : found.stream().filter(c -> name.startsWith(c.artifact + "-" + c.version)).findFirst();
  }

  /** The name of a file of it in a repository, such as {@code guava-33-sources.jar}. */
  String file(String classifier) {
    return artifact + "-" + version + "-" + classifier + ".jar";
  }

  /** Its folder in a repository. */
  Path folder(Path repository) {
    return repository.resolve(group.replace('.', '/')).resolve(artifact).resolve(version);
  }

  @Override
  public String toString() {
    return group + ":" + artifact + ":" + version;
  }
}
