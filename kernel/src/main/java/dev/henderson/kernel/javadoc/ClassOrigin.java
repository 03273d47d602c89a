package dev.henderson.kernel.javadoc;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a class came from.
 *
 * @param path a jar or a folder of classes; empty for a class of the JDK or of a cell
 * @param module the module of a class of the JDK; else empty
 */
public record ClassOrigin(Optional<Path> path, String module) {
  /** The origin of a class. */
  public static ClassOrigin of(Class<?> type) {
    Class<?> outer = Member.outermost(type);
    String file = "/" + outer.getName().replace('.', '/') + ".class";
    URL url = outer.getResource(file);
    if (url == null) {
      return new ClassOrigin(Optional.empty(), "");
    }
    try {
      return switch (url.getProtocol()) {
        case "jrt" -> new ClassOrigin(Optional.empty(), outer.getModule().getName());
        case "jar" -> {
          URL jar = ((JarURLConnection) url.openConnection()).getJarFileURL();
          yield new ClassOrigin(Optional.of(Path.of(jar.toURI())), "");
        }
        case "file" -> {
          Path folder = Path.of(url.toURI());
          for (int i = file.split("/").length; i > 1; i--) {
            folder = folder.getParent();
          }
          yield new ClassOrigin(Optional.of(folder), "");
        }
        default -> new ClassOrigin(Optional.empty(), "");
      };
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      // A place with no path has no sources beside it.
      return new ClassOrigin(Optional.empty(), "");
    }
  }

  /** Whether it is the JDK's. */
  public boolean isJdk() {
    return !module.isEmpty();
  }
}
