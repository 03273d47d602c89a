package dev.henderson.kernel.javadoc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The sources of the JDK that runs this, which not every distribution installs with it. */
public final class JdkSources {
  private JdkSources() {}

  /** What brings them, in one line. */
  public static String hint() {
    int version = Runtime.version().feature();
    String missing = "This JDK came without its sources (lib/src.zip)";
    String vendor = System.getProperty("java.vendor", "").toLowerCase(Locale.ROOT);
    boolean system = Path.of(System.getProperty("java.home")).startsWith("/usr/lib/jvm");
    if (system && Files.exists(Path.of("/etc/debian_version")) && !vendor.contains("adoptium")) {
      return missing + "; sudo apt-get install openjdk-" + version + "-source brings them.";
    }
    if (system && Files.exists(Path.of("/etc/redhat-release"))) {
      return missing + "; sudo dnf install java-" + version + "-openjdk-src brings them.";
    }
    return missing + "; the full JDK of its maker has them.";
  }
}
