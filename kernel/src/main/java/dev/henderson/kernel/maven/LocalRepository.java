package dev.henderson.kernel.maven;

import java.io.IOException;
import java.nio.file.Path;

/** The folder in which Maven keeps what it fetched. */
public final class LocalRepository {
  private LocalRepository() {}

  /** The user's, by settings.xml; settings that cannot be read are as none. */
  public static Path ofUser() {
    try {
      return MavenSettings.read(MavenSettings.userFile()).localRepository();
    } catch (IOException e) {
      return Path.of(System.getProperty("user.home"), ".m2", "repository");
    }
  }
}
