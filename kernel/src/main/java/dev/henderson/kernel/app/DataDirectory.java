package dev.henderson.kernel.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where programs keep a user's data on this platform. */
final class DataDirectory {
  private DataDirectory() {}

  /**
   * The script that is run before a user's first cell: HENDERSON_STARTUP ({@code off} for none),
   * else {@code henderson/startup.jsh} among the user's settings.
   */
  static Optional<Path> startupScript(Map<String, String> environment) {
    String asked = environment.get("HENDERSON_STARTUP");
    if (asked != null && !asked.isBlank()) {
      boolean off = "off".equals(asked.toLowerCase(Locale.ROOT));
      return off ? Optional.empty() : Optional.of(Path.of(asked));
    }
    String home = System.getProperty("user.home");
    String settings = environment.get("XDG_CONFIG_HOME");
    Path base =
        settings == null || settings.isBlank() ? Path.of(home, ".config") : Path.of(settings);
    Path script = base.resolve("henderson").resolve("startup.jsh");
    return Files.isRegularFile(script) ? Optional.of(script) : Optional.empty();
  }

  /** The directory of one program, such as {@code ~/.local/share/jupyter} on Linux. */
  static Path ofUser(String program, Map<String, String> environment) {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String home = System.getProperty("user.home");
    if (os.contains("windows")) {
      String appData = environment.get("APPDATA");
      Path base = appData == null ? Path.of(home, "AppData", "Roaming") : Path.of(appData);
      return base.resolve(program);
    }
    if (os.contains("mac")) {
      boolean jupyter = "jupyter".equals(program);
      return jupyter
          ? Path.of(home, "Library", "Jupyter")
          : Path.of(home, "Library", "Application Support", program);
    }
    String data = environment.get("XDG_DATA_HOME");
    boolean given = data != null && !data.isBlank();
    return (given ? Path.of(data) : Path.of(home, ".local", "share")).resolve(program);
  }
}
