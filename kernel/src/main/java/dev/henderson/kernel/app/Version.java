package dev.henderson.kernel.app;

/** The version of this build, from the manifest of its jar. */
final class Version {
  private Version() {}

  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "0.0.0-dev" : version;
  }
}
